import { timestamp } from "../timestamp.ts";
import { type DaemonView, type InstanceView, stateName } from "./view.ts";

/** `keepalived status`: two lines an instance, for people. */
export function statusText({ instances }: DaemonView): string {
  return instances.map(instanceText).join("");
}

function instanceText({ instance, state, sinceMs }: InstanceView): string {
  const standby = state.standby ? " (standby)" : "";
  const asked = state.priority === instance.priority ? "" : ` (${instance.priority} in the file)`;
  const from = state.role.kind === "backup" && state.role.masterAddress !== undefined;
  const master = from && state.role.kind === "backup" ? `, master ${state.role.masterAddress}` : "";
  const addresses = instance.virtualAddresses.map(
    ({ address, prefixLength }) => `${address}/${prefixLength}`,
  );
  return `${instance.name}  ${stateName(state)}${standby} since ${timestamp(new Date(sinceMs))}, priority ${state.priority}${asked}${master}
    ${instance.interfaceName}, virtual router ${instance.virtualRouterId}: ${addresses.join(" ")}
`;
}
