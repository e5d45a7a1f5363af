import type { Text } from "../../agent/base/text.ts";
import type { Missing } from "../runtime/runtime.ts";

/** Which programs play the parts: ours, or somebody else's for comparison. */
export interface Stack {
  readonly title: Text;
  /** Commands that the nodes get first on their PATH: name to a file of this machine. */
  readonly commands: Readonly<Record<string, string>>;
  missing(): Promise<readonly Missing[]>;
}
