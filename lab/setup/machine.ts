import { accessSync, constants, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../command/context.ts";
import { type Program, programs } from "./program.ts";

/** What the set-up needs to know of the machine. */
export interface Machine {
  readonly isRoot: boolean;
  readonly hasSystemd: boolean;
  /** Folders of programs, separated by colons. */
  readonly path: string;
  /** Debian asks this program before it starts a service: invoke-rc.d(8). */
  readonly policyFile: string;
}

export function thisMachine(environment: Environment): Machine {
  return {
    isRoot: process.geteuid?.() === 0,
    hasSystemd: existsSync("/run/systemd/system"),
    // An ordinary user's PATH lacks the folders where the daemons are.
    path: [environment.PATH, "/usr/local/sbin", "/usr/sbin", "/sbin"].filter(Boolean).join(":"),
    policyFile: "/usr/sbin/policy-rc.d",
  };
}

export function hasProgram(command: string, { path }: Machine): boolean {
  return path.split(":").some((folder) => isExecutable(join(folder, command)));
}

/** The rows of the table that this machine lacks. */
export function missingPrograms(machine: Machine): readonly Program[] {
  return programs.filter(({ command }) => !hasProgram(command, machine));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
