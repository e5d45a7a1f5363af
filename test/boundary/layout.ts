/**
 * Folders and files that are cores: no clock, no I/O, no randomness. `lab` imports these of the agent and no others.
 * A folder ends with a slash.
 */
const cores = [
  "agent/base/",
  "agent/config/",
  "agent/vrrp/",
  "agent/http/",
  "agent/acl/",
  "agent/rule/",
  "agent/stick/",
  "agent/balance/",
  "agent/health/",
  "agent/proxy/",
  "agent/proxy-protocol/",
  "agent/stats/",
  "agent/lint/",
  "agent/kernel/",
  "agent/peer-watch/",
  "agent/peers/",
  "agent/drive/vrrp/driver.ts",
  "agent/drive/vrrp/companion/second-look.ts",
  "agent/drive/vrrp/companion/watch.ts",
  "agent/drive/vrrp/watch/network.ts",
  "agent/drive/vrrp/guardian/undo.ts",
  "agent/drive/vrrp/lease/ruleset.ts",
  "agent/net/arp.ts",
  "agent/net/ndisc.ts",
  "agent/net/netlink-codec.ts",
  "agent/net/netlink-message.ts",
  "agent/net/nftables-expression.ts",
  "agent/net/nftables-message.ts",
  "lab/oracle/",
  "lab/check/",
  "lab/stats/",
  "lab/report/",
  "lab/sim/",
  "lab/history/event.ts",
] as const;

/** Folders whose `index.ts` is a plugin table. */
export const tables: ReadonlySet<string> = new Set([
  "agent/config/keepalived",
  "agent/config/haproxy",
  "agent/acl",
  "agent/rule",
  "agent/balance",
  "agent/drive/vrrp/companion",
  "agent/health",
  "agent/stats/command",
  "agent/lint",
  "agent/lint/haproxy",
  "lab/command",
  "lab/doctor",
  "lab/runtime",
  "lab/stack",
  "lab/fault",
  "lab/probe",
  "lab/check",
  "lab/report",
  "lab/report/page",
  "lab/exercise",
  "lab/run/step",
]);

export function isCore(file: string): boolean {
  return cores.some((core) => file === core || (core.endsWith("/") && file.startsWith(core)));
}

/** Programs that run inside nodes may use the agent's system calls. */
export function mayUseNet(file: string): boolean {
  return file.startsWith("lab/node/");
}
