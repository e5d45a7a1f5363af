import { defineCommand } from "./command.ts";
import { courseScenario } from "./course-scenario.ts";
import { exitCodes } from "./exit-code.ts";
import { runOptions } from "./run-option.ts";

export const lab = defineCommand({
  name: "lab",
  summary: {
    fr: "fait l'exercice du cours : le maître tombe, l'adresse virtuelle bascule, tout est mesuré",
    en: "does the exercise of the course: the master dies, the virtual IP moves, all is measured",
  },
  arguments: [],
  options: {
    ...runOptions,
    keep: {
      kind: "flag",
      summary: {
        fr: "laisser le labo debout ensuite, comme après « bascule up »",
        en: "leave the lab standing afterwards, as after `bascule up`",
      },
    },
  },
  examples: [
    {
      command: "bascule lab",
      summary: { fr: "l'exercice avec nos programmes", en: "the exercise with our programs" },
    },
    {
      command: "bascule lab --stack keepalived-haproxy",
      summary: {
        fr: "le même avec keepalived et HAProxy",
        en: "the same with keepalived and HAProxy themselves",
      },
    },
    {
      command: "bascule lab --keep",
      summary: { fr: "puis le labo reste, pour y travailler", en: "and then the lab stays, to work in it" },
    },
    {
      command: "bascule lab --trials 20 --json result.json",
      summary: { fr: "vingt pannes, résultat en JSON", en: "twenty faults, result as JSON" },
    },
  ],
  exitCodes: [exitCodes.met, exitCodes.notMet, exitCodes.machine, exitCodes.undecided],
  run: async ({ options }, context) => {
    const { runAndReport } = await import("./run-scenario.ts");
    return runAndReport(courseScenario, options, context);
  },
});
