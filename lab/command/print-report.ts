import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { shownPath } from "../document/shown-path.ts";
import { labError } from "../errors.ts";
import { readHistory } from "../history/reader.ts";
import { renderReport } from "../report/index.ts";
import { type Judgement, judgeRun } from "../report/judge.ts";
import type { Context, Style } from "./context.ts";
import { exitCodes } from "./exit-code.ts";

interface Sources {
  readonly historyFile: string;
  /** Gets `result.json`. */
  readonly folder: string;
  /** Another place for the JSON; `-` for standard output, instead of the report. */
  readonly json: string | undefined;
}

/** Judges a saved history, prints the report and resolves to the exit code of the verdict. */
export async function printReport({ historyFile, folder, json }: Sources, context: Context): Promise<number> {
  const judgement = judgeRun(await readHistory(historyFile));
  const text = `${JSON.stringify(judgement.result, null, 2)}\n`;
  const resultFile = join(folder, "result.json");
  await writeResult(resultFile, text);
  if (json !== undefined && json !== "-") await writeResult(json, text);
  const { stdout, language } = context;
  const places = [
    { name: { fr: "résultat", en: "result" }, path: shownPath(resultFile) },
    { name: { fr: "historique", en: "history" }, path: shownPath(historyFile) },
  ];
  if (json === "-") stdout.write(text);
  else {
    const paint = (style: Style, words: string) => stdout.paint(style, words);
    stdout.write(renderReport(judgement, { language, places, paint }));
  }
  return exitCodeOf(judgement);
}

async function writeResult(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw labError(
      "ERR_RESULTS_WRITE",
      {
        fr: `${path} : le résultat ne peut pas être écrit (${reason}). Choisissez un autre emplacement`,
        en: `${path}: the result cannot be written (${reason}). Choose another place`,
      },
      cause,
    );
  }
}

function exitCodeOf({ verdict }: Judgement): number {
  return { pass: exitCodes.met, fail: exitCodes.notMet, unknown: exitCodes.undecided }[verdict].code;
}
