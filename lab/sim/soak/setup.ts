import type { Scheduled } from "../simulate.ts";
import type { Timing } from "../timing.ts";

/** A router of a random world, as plain data: what its keepalived.conf says, and how true its clock is. */
export interface RouterSetup {
  readonly priority: number;
  readonly advertMs: number;
  readonly nopreempt: boolean;
  readonly preemptDelayMs: number;
  readonly clockRate: number;
  readonly script?: ScriptSetup;
}

export interface ScriptSetup {
  readonly intervalMs: number;
  readonly weight: number;
  readonly rise: number;
  readonly fall: number;
}

/** All that determines what happens: kept as it is when it has shown a mistake. */
export interface Setup {
  readonly seed: number;
  readonly version: 2 | 3;
  readonly unicast: boolean;
  /** `@bascule watch on`; a gateway is there as a witness. */
  readonly watch: boolean;
  readonly routers: readonly RouterSetup[];
  readonly timing: Timing;
  readonly schedule: readonly Scheduled[];
  readonly untilMs: number;
}

export const soakVip = "10.0.0.100";

export function nameOf(index: number): string {
  return `r${index + 1}`;
}

export function addressOf(index: number): string {
  return `10.0.0.${index + 1}`;
}

/** The keepalived.conf of a router. */
export function configText({ version, unicast, watch, routers }: Setup, index: number): string {
  const { priority, advertMs, nopreempt, preemptDelayMs, script } = routers[index] as RouterSetup;
  const peers = routers.flatMap((_, other) => (other === index ? [] : [`    ${addressOf(other)}`]));
  const lines = [
    "  state BACKUP",
    "  interface eth0",
    "  virtual_router_id 51",
    `  version ${version}`,
    `  priority ${priority}`,
    `  advert_int ${advertMs / 1000}`,
    `  @bascule watch ${watch ? "on" : "off"}`,
    ...(nopreempt ? ["  nopreempt"] : []),
    ...(preemptDelayMs > 0 ? [`  preempt_delay ${preemptDelayMs / 1000}`] : []),
    ...(unicast ? ["  unicast_peer {", ...peers, "  }"] : []),
    `  virtual_ipaddress {\n    ${soakVip}/24\n  }`,
    ...(script ? ["  track_script {\n    check\n  }"] : []),
  ];
  return `${script ? scriptText(script) : ""}vrrp_instance VI_1 {\n${lines.join("\n")}\n}\n`;
}

function scriptText({ intervalMs, weight, rise, fall }: ScriptSetup): string {
  return `vrrp_script check {
  script "/bin/true"
  interval ${intervalMs / 1000}
  timeout 1
  weight ${weight}
  rise ${rise}
  fall ${fall}
}
`;
}
