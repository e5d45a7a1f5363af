import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const composeFolder = new URL("../../compose/course/", import.meta.url).pathname;
const scenarioFile = new URL("../../scenarios/course.yaml", import.meta.url).pathname;

/** A change to one file of a copy of the course's lab (`from` must stand there), or a new file. */
export type Edit = { readonly file: "scenario.yaml" | `compose/${string}` } & (
  | { readonly from: string; readonly to: string }
  | { readonly create: string }
);

/** Copies the course's topology and scenario into `folder`, changed by `edits`; gives the scenario's path. */
export async function sabotaged(folder: string, edits: readonly Edit[]): Promise<string> {
  await cp(composeFolder, join(folder, "compose"), { recursive: true });
  const scenario = await readFile(scenarioFile, "utf8");
  const path = join(folder, "scenario.yaml");
  await writeFile(path, scenario.replace("../compose/course/compose.yaml", "compose/compose.yaml"));
  for (const edit of edits) await apply(edit, join(folder, edit.file));
  return path;
}

async function apply(edit: Edit, path: string): Promise<void> {
  if ("create" in edit) {
    await mkdir(dirname(path), { recursive: true });
    return writeFile(path, edit.create);
  }
  const text = await readFile(path, "utf8");
  if (!text.includes(edit.from)) throw new Error(`${edit.file} does not contain ${edit.from}`);
  await writeFile(path, text.replaceAll(edit.from, edit.to));
}
