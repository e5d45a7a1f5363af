import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import { advertBytes } from "../../../agent/vrrp/advert.ts";
import type { VrrpEvent, VrrpSettings } from "../../../agent/vrrp/state.ts";

/** An instance as a keepalived.conf would say it; `lines` stand inside its block, `before` above it. */
export function instance(lines: string, before = ""): VrrpSettings {
  const text = `${before}
vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  virtual_ipaddress {
    192.168.1.100/24
  }
  ${lines}
}`;
  const { config, problems } = parseKeepalived(text, "keepalived.conf");
  const [settings] = config.instances;
  if (settings === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return settings;
}

/** An advert of a router with these settings, as it arrives. */
export function advertFrom(
  source: string,
  settings: VrrpSettings,
  priority: number,
  destination = "224.0.0.18",
): Extract<VrrpEvent, { readonly kind: "packet" }> {
  const path = { source, destination };
  return { kind: "packet", ...path, ttl: 255, payload: advertBytes(settings, priority, path) };
}

export const script = (weight: number) => `vrrp_script check {
  script "/bin/true"
  weight ${weight}
}`;
