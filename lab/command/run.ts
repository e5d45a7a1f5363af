import { labError } from "../errors.ts";
import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { runOptions } from "./run-option.ts";

/** The worst comes first: a failed expectation outweighs an undecided one. */
const severity: readonly number[] = [exitCodes.notMet.code, exitCodes.undecided.code, exitCodes.met.code];

export const run = defineCommand({
  name: "run",
  summary: { fr: "joue des scénarios, l'un après l'autre", en: "plays scenarios, one after the other" },
  arguments: [
    {
      name: "scenario",
      summary: { fr: "fichiers de scénario (YAML)", en: "scenario files (YAML)" },
      required: true,
      variadic: true,
    },
  ],
  options: runOptions,
  examples: [
    {
      command: "bascule run scenarios/course.yaml --trials 20",
      summary: { fr: "vingt pannes du scénario du cours", en: "twenty faults of the course's scenario" },
    },
  ],
  exitCodes: [exitCodes.met, exitCodes.notMet, exitCodes.machine, exitCodes.undecided],
  run: async ({ arguments: files, options }, context) => {
    if (files.length > 1 && (options.json ?? options.html) !== undefined)
      throw labError("ERR_USAGE", oneFile);
    const { runAndReport } = await import("./run-scenario.ts");
    const codes: number[] = [];
    for (const file of files) codes.push(await runAndReport(file, options, context));
    return severity.find((code) => codes.includes(code)) ?? exitCodes.met.code;
  },
});

const oneFile = {
  fr: "--json et --html nomment un seul fichier, et les scénarios sont plusieurs. Sans ces options, chaque essai a son dossier de résultats",
  en: "--json and --html name one file, and there are several scenarios. Without these options each run has its folder of results",
};
