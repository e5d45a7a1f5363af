import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { toolEnvironment } from "../wire/tool.ts";
import type { Missing } from "./runtime.ts";

/** A program of this machine and the Debian package that brings it. */
export interface NeededProgram {
  readonly program: string;
  readonly debianPackage: string;
}

/** What is not installed; administrators' folders are searched too, whatever the user's PATH is. */
export async function missingPrograms(needed: readonly NeededProgram[]): Promise<readonly Missing[]> {
  const found = await Promise.all(needed.map(({ program }) => isInstalled(program)));
  return needed.filter((_, index) => !found[index]).map(missingProgram);
}

async function isInstalled(program: string): Promise<boolean> {
  const folders = new Set((toolEnvironment().PATH ?? "").split(":").filter((folder) => folder !== ""));
  for (const folder of folders) if (await isExecutable(join(folder, program))) return true;
  return false;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function missingProgram({ program, debianPackage }: NeededProgram): Missing {
  const install = `apt-get install ${debianPackage}`;
  return {
    what: { fr: `le programme ${program}`, en: `the program ${program}` },
    remedy: {
      fr: `Installez-le : ${install} (ou npm run setup).`,
      en: `Install it: ${install} (or npm run setup).`,
    },
    debianPackage,
  };
}
