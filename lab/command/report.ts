import { dirname } from "node:path";
import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { runOptions } from "./run-option.ts";

export const report = defineCommand({
  name: "report",
  summary: {
    fr: "refait le rapport et le résultat d'un historique gardé",
    en: "makes report and result of a saved history again",
  },
  arguments: [
    {
      name: "history",
      summary: { fr: "un fichier history.jsonl", en: "a history.jsonl file" },
      required: true,
    },
  ],
  options: { json: runOptions.json, html: runOptions.html },
  examples: [
    {
      command: "bascule report results/2026-11-21T08-15-30-course-agent/history.jsonl",
      summary: { fr: "le rapport de cet essai", en: "the report of that run" },
    },
    {
      command: "bascule report history.jsonl --html rapport.html --lang fr",
      summary: { fr: "sa page, en français", en: "its page, in French" },
    },
  ],
  exitCodes: [exitCodes.met, exitCodes.notMet, exitCodes.undecided],
  run: async ({ arguments: [historyFile = ""], options }, context) => {
    const { printReport } = await import("./print-report.ts");
    return printReport(
      { historyFile, folder: dirname(historyFile), json: options.json, html: options.html },
      context,
    );
  },
});
