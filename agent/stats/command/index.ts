import type { Command } from "./command.ts";
import { frontendCommands } from "./frontend.ts";
import { serverCommands } from "./server.ts";
import { sessionCommands } from "./session.ts";
import { showCommands } from "./show.ts";

/** The commands of the statistics socket [T]. */
export const commands: readonly Command[] = [
  ...frontendCommands,
  ...serverCommands,
  ...showCommands,
  ...sessionCommands,
];
