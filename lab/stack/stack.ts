import type { Problem } from "../../agent/base/problem.ts";
import type { Text } from "../../agent/base/text.ts";
import type { Missing } from "../runtime/runtime.ts";

/** Which programs play the parts: ours, or somebody else's for comparison. */
export interface Stack {
  readonly title: Text;
  /** Commands that the nodes get first on their PATH: name to a file of this machine. */
  readonly commands: Readonly<Record<string, string>>;
  /** Its daemons do not start with a configuration that has such a problem. */
  readonly refuses: readonly Problem["severity"][];
  /** Its keepalived holds the watch connection of docs/failover.md where the files ask for it. */
  readonly watches?: true;
  missing(): Promise<readonly Missing[]>;
}
