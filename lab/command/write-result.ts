import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Language, Text } from "../../agent/base/text.ts";
import { shownPath } from "../document/shown-path.ts";
import { labError } from "../errors.ts";
import type { Judgement } from "../report/judge.ts";
import { renderPage } from "../report/page/index.ts";
import type { Output } from "./context.ts";

/** Something made of a history. */
export interface ResultFile {
  readonly name: Text;
  /** Its name in the folder of the results. */
  readonly file: string;
  /** Another place that the user named; `-` for standard output. */
  readonly also: string | undefined;
  readonly text: string;
}

/** Writes each beside the history and where the user wants it; resolves to where each is found. @throws LabError ERR_RESULTS_WRITE */
export async function writeResults(folder: string, files: readonly ResultFile[], stdout: Output) {
  for (const { file, also, text } of files) {
    await write(join(folder, file), text);
    if (also === "-") stdout.write(text);
    else if (also !== undefined) await write(also, text);
  }
  return files.map(({ name, file, also = "-" }) => {
    return { name, path: shownPath(also === "-" ? join(folder, file) : also) };
  });
}

export function pageOf(judgement: Judgement, language: Language): string {
  const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");
  return renderPage(judgement, { language, sha256 });
}

/** `-`: to standard output. @throws LabError ERR_RESULTS_WRITE */
export async function writeFileOrOutput(path: string, text: string, stdout: Output): Promise<void> {
  if (path === "-") stdout.write(text);
  else await write(path, text);
}

async function write(path: string, text: string): Promise<void> {
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
