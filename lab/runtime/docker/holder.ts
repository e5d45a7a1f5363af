import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { boundsOf, contains, parseSubnet } from "../../topology/subnet.ts";
import { toolEnvironment } from "../../wire/tool.ts";
import type { Engine } from "./engine.ts";

/** The name of the engine's network that overlaps with the subnet: a second one would be refused. */
export async function networkHolding(engine: Engine, subnet: string): Promise<string | undefined> {
  const networks = await engine.listNetworks();
  const holder = networks.find(({ IPAM }) =>
    (IPAM?.Config ?? []).some(({ Subnet }) => Subnet !== undefined && overlap(Subnet, subnet)),
  );
  return holder?.Name;
}

/** The route of this machine that leads to a part of the subnet; a bridge there would cut the machine off from it. */
export async function routeInto(subnet: string): Promise<string | undefined> {
  const argv = ["-json", "-4", "route", "show", "table", "main"];
  const { stdout } = await promisify(execFile)("ip", argv, { env: toolEnvironment() });
  const routes = JSON.parse(stdout) as readonly { readonly dst: string; readonly dev?: string }[];
  const found = routes.find(({ dst }) => dst !== "default" && overlap(withPrefix(dst), subnet));
  return found === undefined ? undefined : `${found.dst} dev ${found.dev ?? "–"}`;
}

/** Whether two blocks share an address; false when one is not IPv4. */
export function overlap(left: string, right: string): boolean {
  const [one, other] = [parseSubnet(left), parseSubnet(right)];
  if (one === undefined || other === undefined) return false;
  return contains(one, boundsOf(other).first) || contains(other, boundsOf(one).first);
}

/** `ip route` writes a host without its prefix length. */
function withPrefix(destination: string): string {
  return destination.includes("/") ? destination : `${destination}/32`;
}
