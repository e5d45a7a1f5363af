import { messageOf } from "../../base/message-of.ts";
import { type Capability, keepCapabilities } from "../../net/capability.ts";
import type { VrrpLog } from "./log.ts";

/** What a running daemon needs, docs/operation.md says for what. */
const needed: readonly Capability[] = [
  "CAP_NET_ADMIN",
  "CAP_NET_RAW",
  "CAP_NET_BIND_SERVICE",
  "CAP_SETUID",
  "CAP_SETGID",
  "CAP_KILL",
  "CAP_CHOWN",
  "CAP_DAC_READ_SEARCH",
  "CAP_SYS_NICE",
];

/** After the start. Where the kernel refuses (it never should), the daemon runs on as it is. */
export function dropCapabilities(log: VrrpLog): void {
  try {
    keepCapabilities(needed);
  } catch (error) {
    log.warning(`Capabilities are not dropped: ${messageOf(error)}`);
  }
}
