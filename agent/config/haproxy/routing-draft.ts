import type { Reference } from "../../acl/argument.ts";
import type { Condition } from "../../acl/condition.ts";
import type { Acl } from "../../acl/scope.ts";
import type { Place } from "../../base/problem.ts";
import type { Capture } from "../../rule/capture.ts";
import type { Format } from "../../rule/format.ts";
import type { Rule, RulePlace } from "../../rule/rule.ts";

/** A `use_backend` line. */
export interface RouteDraft {
  /** Undefined: a format gives the name. */
  readonly backend: string | undefined;
  readonly format?: Format;
  readonly condition?: Condition;
}

/** What a section decides by rules, while its lines are read. */
export interface RoutingDraft {
  readonly acls: Map<string, Acl>;
  readonly rules: Readonly<Record<RulePlace, Rule[]>>;
  /** `inspect-delay`, in milliseconds. */
  readonly delays: { "tcp-request"?: number; "tcp-response"?: number };
  /** `capture`, `declare capture`. */
  captureCookie?: { readonly name: string; readonly length: number };
  readonly captures: { readonly request: Capture[]; readonly response: Capture[] };
  readonly redirects: Rule[];
  readonly routes: RouteDraft[];
  /** Backends and servers that conditions ask about. */
  readonly references: (Reference & Place)[];
  /** `monitor fail`. */
  readonly monitorFails: Condition[];
  /** Where the first rule of each kind stands: some kinds make no sense in `mode tcp`. */
  readonly places: Partial<Record<RulePlace | "redirect", Place>>;
  /** Where a rule without a condition has ended the rules. */
  readonly ended: Set<RulePlace>;
}

export function newRouting(): RoutingDraft {
  return {
    acls: new Map(),
    rules: {
      "http-request": [],
      "http-response": [],
      "http-after-response": [],
      "tcp-request connection": [],
      "tcp-request session": [],
      "tcp-request content": [],
      "tcp-response content": [],
    },
    delays: {},
    captures: { request: [], response: [] },
    redirects: [],
    routes: [],
    references: [],
    monitorFails: [],
    places: {},
    ended: new Set(),
  };
}
