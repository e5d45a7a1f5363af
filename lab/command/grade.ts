import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { runOptions } from "./run-option.ts";

export const grade = defineCommand({
  name: "grade",
  summary: {
    fr: "note les six étapes de l'exercice dans un labo debout, telles qu'elles sont",
    en: "grades the six steps of the exercise in a standing lab, as they are",
  },
  arguments: [
    {
      name: "name",
      summary: { fr: "quel labo, quand plusieurs sont debout", en: "which lab, when several stand" },
      required: false,
    },
  ],
  options: {
    json: {
      kind: "text",
      value: "file",
      summary: {
        fr: "écrire la note en JSON ; « - » : sur la sortie standard, à la place du texte",
        en: 'write the grade as JSON; "-": on standard output, instead of the text',
      },
    },
    html: runOptions.html,
    results: runOptions.results,
  },
  examples: [
    {
      command: "bascule grade",
      summary: {
        fr: "arrête le maître, mesure, et remet tout en place",
        en: "stops the master, measures, and puts all back",
      },
    },
    {
      command: "bascule grade atelier --json note.json",
      summary: { fr: "la note d'un autre labo, pour un programme", en: "another lab's grade, for a program" },
    },
  ],
  exitCodes: [
    { code: 0, text: { fr: "les six étapes sont réussies", en: "all six steps passed" } },
    { code: 1, text: { fr: "une étape a échoué", en: "a step failed" } },
    exitCodes.machine,
    exitCodes.undecided,
  ],
  run: async ({ arguments: [name], options }, context) => {
    const { gradeLab } = await import("./grade-lab.ts");
    return gradeLab(name, options, context);
  },
});
