import { judgePeers } from "../../config/haproxy/judge-peers.ts";
import type { HaproxyRule } from "./rule.ts";

/** Peers without this machine, and tables that rely on such. */
export const peersLocal: HaproxyRule = {
  name: "peers-local",
  find: judgePeers,
};
