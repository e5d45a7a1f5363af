import { clean } from "./clean.ts";
import type { Command } from "./command.ts";
import { help } from "./help.ts";
import { lab } from "./lab.ts";
import { report } from "./report.ts";
import { run } from "./run.ts";
import { setup } from "./setup.ts";

/** The commands of `bascule`, in the order of the help. */
export const commands: readonly Command[] = [lab, run, report, setup, clean, help];
