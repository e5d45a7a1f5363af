import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { labError } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";

/**
 * Makes a new folder for the results of one run: `<parent>/2026-11-21T08-15-30-course-agent`.
 * @throws LabError ERR_RESULTS_WRITE
 */
export async function makeResultsFolder(parent: string, scenario: string, stack: string): Promise<string> {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const wanted = join(parent, `${stamp}-${scenario}-${stack}`);
  try {
    await makeFolder(parent);
    return await makeFresh(wanted);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw labError(
      "ERR_RESULTS_WRITE",
      {
        fr: `${resolve(parent)} : impossible d'y créer le dossier des résultats (${reason}). Choisissez un autre dossier avec --results`,
        en: `${resolve(parent)}: the results folder cannot be created there (${reason}). Choose another one with --results`,
      },
      cause,
    );
  }
}

/** Two runs may begin in the same second. */
async function makeFresh(wanted: string, attempt = 1): Promise<string> {
  const path = attempt === 1 ? wanted : `${wanted}-${attempt}`;
  try {
    await mkdir(path);
    return path;
  } catch (cause) {
    const exists = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    if (!exists || attempt > 100) throw cause;
    return makeFresh(wanted, attempt + 1);
  }
}
