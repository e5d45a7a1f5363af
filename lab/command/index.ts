import type { Command } from "./command.ts";
import { help } from "./help.ts";
import { setup } from "./setup.ts";

/** The commands of `bascule`, in the order of the help. */
export const commands: readonly Command[] = [setup, help];
