import { certificateCommands } from "./certificate.ts";
import { certificateListCommands } from "./certificate-list.ts";
import type { Command } from "./command.ts";
import { dynamicServerCommands } from "./dynamic-server.ts";
import { errorCommands } from "./errors.ts";
import { frontendCommands } from "./frontend.ts";
import { limitCommands } from "./limit.ts";
import { machineCommands } from "./machine.ts";
import { patternCommands } from "./pattern.ts";
import { peersCommands } from "./peers.ts";
import { probeCommands } from "./probe.ts";
import { rateCommands } from "./rate-limit.ts";
import { serverCommands } from "./server.ts";
import { sessionCommands } from "./session.ts";
import { showCommands } from "./show.ts";
import { supportCommands } from "./support.ts";
import { tableCommands } from "./table.ts";

/** The commands of the statistics socket [T]. */
export const commands: readonly Command[] = [
  ...certificateCommands,
  ...certificateListCommands,
  ...dynamicServerCommands,
  ...errorCommands,
  ...frontendCommands,
  ...serverCommands,
  ...showCommands,
  ...patternCommands,
  ...tableCommands,
  ...limitCommands,
  ...rateCommands,
  ...peersCommands,
  ...probeCommands,
  ...supportCommands,
  ...machineCommands,
  ...sessionCommands,
];
