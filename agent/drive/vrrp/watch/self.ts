import type { Self } from "../../../peer-watch/state.ts";
import type { Subject } from "../companion/companion.ts";

/** What an instance is doing, as the watch wants to know it. */
export function selfOf({ state }: Subject): Self {
  const { role, priority, primaryAddress: address } = state;
  if (role.kind !== "backup") return { role: role.kind === "master" ? "master" : "other", priority, address };
  const heardAtMs = role.waitFor === "master-down" ? role.sinceMs : undefined;
  return { role: "backup", priority, address, masterAddress: role.masterAddress, heardAtMs };
}
