import type { Reference } from "../../acl/argument.ts";
import type { Condition } from "../../acl/condition.ts";
import type { Acl } from "../../acl/scope.ts";
import type { Place } from "../../base/problem.ts";
import type { Rule } from "../../rule/rule.ts";

/** A `use_backend` line. */
export interface RouteDraft {
  readonly backend: string;
  readonly condition?: Condition;
}

/** What a section decides by rules, while its lines are read. */
export interface RoutingDraft {
  readonly acls: Map<string, Acl>;
  readonly httpRules: Rule[];
  readonly redirects: Rule[];
  readonly routes: RouteDraft[];
  /** Backends and servers that conditions ask about. */
  readonly references: (Reference & Place)[];
  /** `monitor fail`. */
  readonly monitorFails: Condition[];
  /** Where the first rule of each kind stands: some kinds make no sense in `mode tcp`. */
  readonly places: Partial<Record<"http-request" | "redirect", Place>>;
  /** An `http-request` without a condition has ended the rules. */
  ended: boolean;
}

export function newRouting(): RoutingDraft {
  return {
    acls: new Map(),
    httpRules: [],
    redirects: [],
    routes: [],
    references: [],
    monitorFails: [],
    places: {},
    ended: false,
  };
}
