import { CodedError, type CodeEntry } from "../agent/base/coded-error.ts";
import type { Text } from "../agent/base/text.ts";

interface LabCodeEntry extends CodeEntry {
  readonly exitCode: 1 | 2 | 3 | 4;
}

/** The lab's codes with the exit code of `bascule` for each. `docs/errors.md` lists the same (a test compares). */
export const labCodes = {
  ERR_USAGE: { exitCode: 2, doc: "A command or an option is not known or lacks its value." },
  ERR_TOPOLOGY_READ: { exitCode: 2, doc: "A topology file cannot be read." },
  ERR_TOPOLOGY_SYNTAX: { exitCode: 2, doc: "A topology file is not valid YAML." },
  ERR_TOPOLOGY_KEY: { exitCode: 2, doc: "A topology has a key that bascule does not support." },
  ERR_TOPOLOGY_VALUE: { exitCode: 2, doc: "A value in a topology has the wrong type or form." },
  ERR_TOPOLOGY_ADDRESS: { exitCode: 2, doc: "An address is outside its network, or given twice." },
  ERR_TOPOLOGY_FILE: { exitCode: 2, doc: "A file or folder that a topology mounts does not exist." },
  ERR_SCENARIO_READ: { exitCode: 2, doc: "A scenario file cannot be read." },
  ERR_SCENARIO_SYNTAX: { exitCode: 2, doc: "A scenario file is not valid YAML." },
  ERR_SCENARIO_KEY: { exitCode: 2, doc: "A scenario has a key that does not exist." },
  ERR_SCENARIO_VALUE: { exitCode: 2, doc: "A value in a scenario has the wrong type or form." },
  ERR_CONFIG_INVALID: { exitCode: 2, doc: "A keepalived.conf or haproxy.cfg of the topology has an error." },
  ERR_CHECK_READ: { exitCode: 2, doc: "There is nothing at this place that `bascule check` can check." },
  ERR_HISTORY_READ: { exitCode: 2, doc: "A history cannot be read or is not one." },
  ERR_RESULTS_WRITE: { exitCode: 3, doc: "The results cannot be written: no permission or no space." },
  ERR_MACHINE_MISSING: { exitCode: 3, doc: "This machine lacks a program, a privilege or a kernel feature." },
  ERR_RUN_TIMEOUT: { exitCode: 4, doc: "A scenario was not over within `--timeout`." },
  ERR_IMAGE_BUILD: { exitCode: 3, doc: "The image of the nodes could not be built." },
  ERR_LAB_START: { exitCode: 3, doc: "A node or network of the lab could not be created." },
  ERR_LAB_DAEMON: { exitCode: 3, doc: "A daemon of the lab ended as soon as it was started." },
  ERR_FOLDER_FOREIGN: { exitCode: 2, doc: "A folder for files to edit holds something else already." },
  ERR_FOLDER_WRITE: { exitCode: 3, doc: "The files to edit cannot be written: no permission or no space." },
  ERR_STANDING_TAKEN: { exitCode: 2, doc: "A lab of this name stands already." },
  ERR_STANDING_NONE: { exitCode: 2, doc: "No lab of this name stands, or several do and none was named." },
  ERR_STANDING_NODE: { exitCode: 2, doc: "A standing lab has no such node, or the node is stopped." },
  ERR_STANDING_BUSY: { exitCode: 2, doc: "A standing lab is being measured by somebody else." },
  ERR_STANDING_LOST: { exitCode: 3, doc: "The process that keeps a standing lab does not answer." },
} as const satisfies Record<string, LabCodeEntry>;

export type LabCode = keyof typeof labCodes;

/** An error of the lab; `bascule` prints its text and ends with the exit code of its code. */
export class LabError extends CodedError<LabCode> {
  get exitCode(): number {
    return labCodes[this.code].exitCode;
  }
}

export function labError(code: LabCode, text: Text, cause?: unknown): LabError {
  return new LabError(code, text, cause === undefined ? undefined : { cause });
}
