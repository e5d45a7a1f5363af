import { shownPath } from "../document/shown-path.ts";
import { readHistory } from "../history/reader.ts";
import { renderReport } from "../report/index.ts";
import { judgeRun } from "../report/judge.ts";
import type { Context, Style } from "./context.ts";
import { exitCodeOf } from "./exit-code.ts";
import { pageOf, writeResults } from "./write-result.ts";

interface Sources {
  readonly historyFile: string;
  /** Gets `result.json` and `report.html`. */
  readonly folder: string;
  /** Another place for the JSON; `-` for standard output, instead of the report. */
  readonly json: string | undefined;
  /** Another place for the page; `-` as with `json`. */
  readonly html: string | undefined;
}

/** Judges a saved history, prints the report and resolves to the exit code of the verdict. */
export async function printReport(sources: Sources, context: Context): Promise<number> {
  const { historyFile, folder, json, html } = sources;
  const judgement = judgeRun(await readHistory(historyFile));
  const { stdout, language } = context;
  const result = `${JSON.stringify(judgement.result, null, 2)}\n`;
  const files = [
    { name: { fr: "résultat", en: "result" }, file: "result.json", also: json, text: result },
    { name: { fr: "page", en: "page" }, file: "report.html", also: html, text: pageOf(judgement, language) },
  ];
  const places = [
    ...(await writeResults(folder, files, stdout)),
    { name: { fr: "historique", en: "history" }, path: shownPath(historyFile) },
  ];
  const paint = (style: Style, words: string) => stdout.paint(style, words);
  if (json !== "-" && html !== "-") stdout.write(renderReport(judgement, { language, places, paint }));
  return exitCodeOf(judgement.verdict);
}
