import type { Route, Rule } from "../../../config/keepalived/route-config.ts";
import type { RouteRequest } from "../../../net/route-message.ts";
import type { RuleRequest } from "../../../net/rule-message.ts";
import type { Undo } from "../guardian/undo.ts";
import { tableNumber } from "./table-name.ts";

/** rt_protos: keepalived. The original sets a rule of `no_track` without it. */
const keepalivedProtocol = 18;

type IndexOf = (device: string) => number;

/** The route as the kernel wants it. Throws when it names a table that this machine does not know. */
export function routeRequest(route: Route, indexOf: IndexOf): RouteRequest {
  const { device, table, nextHops, untracked: _, ...rest } = route;
  return {
    ...rest,
    ...(table !== undefined && { table: numberOf(table) }),
    ...(device !== undefined && { interfaceIndex: indexOf(device) }),
    ...(nextHops && {
      nextHops: nextHops.map(({ device: hopDevice, ...hop }) => ({
        ...hop,
        ...(hopDevice !== undefined && { interfaceIndex: indexOf(hopDevice) }),
      })),
    }),
  };
}

/** The rule as the kernel wants it. Throws when it names a table that this machine does not know. */
export function ruleRequest({ table, untracked, ...rest }: Rule): RuleRequest {
  const protocol = untracked ? 0 : keepalivedProtocol;
  return { ...rest, protocol, ...(table !== undefined && { table: numberOf(table) }) };
}

/** What ip(8) removes it with. */
export function routeUndo({ to, type, table, priority, tos, protocol = keepalivedProtocol }: Route): Undo {
  const words = ["route", "del", type, `${to.address}/${to.prefixLength}`, "proto", String(protocol)];
  if (table !== undefined) words.push("table", String(table));
  if (priority !== undefined) words.push("metric", String(priority));
  if (tos !== undefined) words.push("tos", String(tos));
  return { kind: "ip", words };
}

export function ruleUndo({ family, preference, from, to }: Rule): Undo {
  const words = ["rule", "del", "priority", String(preference)];
  if (from !== undefined) words.push("from", `${from.address}/${from.prefixLength}`);
  if (to !== undefined) words.push("to", `${to.address}/${to.prefixLength}`);
  return family === 6 ? { kind: "run", argv: ["ip", "-6", ...words] } : { kind: "ip", words };
}

function numberOf(table: number | string): number {
  if (typeof table === "number") return table;
  const number = tableNumber(table);
  if (number === undefined) throw new Error(`no routing table is named ${table}`);
  return number;
}
