import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { shownPath } from "../document/shown-path.ts";
import { labError } from "../errors.ts";
import { readHistory } from "../history/reader.ts";
import { renderReport } from "../report/index.ts";
import { type Judgement, judgeRun } from "../report/judge.ts";
import { renderPage } from "../report/page/index.ts";
import type { Context, Style } from "./context.ts";
import { exitCodes } from "./exit-code.ts";

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
  const page = renderPage(judgement, { language, sha256 });
  const files = [
    { name: { fr: "résultat", en: "result" }, path: join(folder, "result.json"), also: json, text: result },
    { name: { fr: "page", en: "page" }, path: join(folder, "report.html"), also: html, text: page },
  ];
  for (const { path, also, text } of files) {
    await writeResult(path, text);
    if (also === "-") stdout.write(text);
    else if (also !== undefined) await writeResult(also, text);
  }
  const places = [
    ...files.map(({ name, path, also = "-" }) => ({ name, path: shownPath(also === "-" ? path : also) })),
    { name: { fr: "historique", en: "history" }, path: shownPath(historyFile) },
  ];
  const paint = (style: Style, words: string) => stdout.paint(style, words);
  if (json !== "-" && html !== "-") stdout.write(renderReport(judgement, { language, places, paint }));
  return exitCodeOf(judgement);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
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
