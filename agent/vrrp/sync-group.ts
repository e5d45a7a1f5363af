import { type Obstacle, ownObstacle, worst } from "./obstacle.ts";
import type { VrrpEvent, VrrpSettings, VrrpState } from "./state.ts";

/** `INIT`: not all of its members have begun. */
export type GroupState = "INIT" | "BACKUP" | "MASTER" | "FAULT";

/** An instance of the group as it stands now. */
export interface Member {
  readonly settings: VrrpSettings;
  readonly state: VrrpState;
}

export interface Order {
  /** The name of the instance that is to be told. */
  readonly member: string;
  readonly event: Extract<VrrpEvent, { readonly kind: "others" | "promoted" | "yield" }>;
}

/** Orders are carried out one after another; then the group is looked at again. */
export type GroupStep =
  | { readonly kind: "orders"; readonly orders: readonly Order[] }
  | { readonly kind: "settled"; readonly state: GroupState };

/**
 * A `vrrp_sync_group` of keepalived 2.2.7 (observed): one member in FAULT puts all into FAULT; all become MASTER
 * together, once for each of them nobody better is there; one that yields takes all with it.
 */
export function advanceGroup(members: readonly Member[]): GroupStep {
  const told = members.flatMap((member) => tellOthers(member, members));
  if (told.length > 0) return { kind: "orders", orders: told };
  const masters = members.filter(({ state }) => state.role.kind === "master");
  if (masters.length === members.length) return { kind: "settled", state: "MASTER" };
  if (members.every(isReady)) {
    const waiting = members.filter(({ state }) => state.role.kind !== "master");
    return { kind: "orders", orders: orders(waiting, { kind: "promoted" }) };
  }
  if (masters.length > 0) return { kind: "orders", orders: orders(masters, { kind: "yield" }) };
  return { kind: "settled", state: standing(members) };
}

/** A member learns what stands in the way of the others. */
function tellOthers(member: Member, members: readonly Member[]): readonly Order[] {
  const rest = members.filter((other) => other !== member);
  const others: Obstacle = worst(rest.map(({ state, settings }) => ownObstacle(state, settings)));
  if (others === member.state.others) return [];
  return orders([member], { kind: "others", obstacle: others });
}

function isReady({ state: { role } }: Member): boolean {
  return role.kind === "master" || (role.kind === "backup" && role.ready === true);
}

function standing(members: readonly Member[]): GroupState {
  const kinds = new Set(members.map(({ state }) => state.role.kind));
  if (kinds.has("fault")) return "FAULT";
  return kinds.has("init") || kinds.has("stopped") ? "INIT" : "BACKUP";
}

function orders(members: readonly Member[], event: Order["event"]): readonly Order[] {
  return members.map(({ settings }) => ({ member: settings.name, event }));
}
