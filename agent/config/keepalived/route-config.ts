import type { NextHopRequest, RouteRequest } from "../../net/route-message.ts";
import type { RuleRequest } from "../../net/rule-message.ts";

/** What the kernel is told by numbers, a file says by names: a table of this machine, an interface. */
interface Named {
  readonly table?: number | string;
  /** `no_track`: nothing happens when somebody removes it. */
  readonly untracked?: true;
}

/** A line of `virtual_routes`: ip-route(8). */
export interface Route extends Named, Omit<RouteRequest, "interfaceIndex" | "table" | "nextHops"> {
  readonly device?: string;
  readonly nextHops?: readonly NextHop[];
}

export interface NextHop extends Omit<NextHopRequest, "interfaceIndex"> {
  readonly device?: string;
}

/** A line of `virtual_rules`: ip-rule(8). */
export interface Rule extends Named, Omit<RuleRequest, "table" | "protocol"> {}
