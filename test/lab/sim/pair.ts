import type { KeepalivedConfig } from "../../../agent/config/keepalived/config.ts";
import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import { ideal, type Timing } from "../../../lab/sim/timing.ts";
import type { WorldPlan } from "../../../lab/sim/world.ts";

export const vip = "192.168.1.100";

/** A keepalived.conf; `lines` stand inside its vrrp_instance, `before` above it. */
export function config(lines: string, before = "", watch: "on" | "off" = "off"): KeepalivedConfig {
  const text = `${before}
vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  @bascule watch ${watch}
  virtual_ipaddress {
    ${vip}/24
  }
  ${lines}
}`;
  const parsed = parseKeepalived(text, "keepalived.conf");
  if (parsed.problems.length > 0) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

/** lb1, lb2 … on one segment, each with its lines. */
export function routers(configs: readonly KeepalivedConfig[], timing: Timing = ideal): WorldPlan {
  const nodes = configs.map((keepalived, index) => ({
    name: `lb${index + 1}`,
    interfaces: [{ name: "eth0", address: `192.168.1.1${index + 1}` }],
    keepalived,
  }));
  return { nodes, timing };
}

export const pair = (first: string, second: string, timing: Timing = ideal) =>
  routers([config(first), config(second)], timing);
