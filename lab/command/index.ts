import type { Command } from "./command.ts";
import { help } from "./help.ts";

/** The commands of `bascule`, in the order of the help. */
export const commands: readonly Command[] = [help];
