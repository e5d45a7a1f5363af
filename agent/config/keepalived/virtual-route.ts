import type { KeywordTable } from "./keyword.ts";
import { readRoute } from "./route.ts";
import type { Route, Rule } from "./route-config.ts";
import { readRule } from "./rule.ts";
import { preferencesOf } from "./static.ts";

export interface VirtualRouteDraft {
  readonly virtualRoutes: Route[];
  readonly virtualRules: Rule[];
}

/** Routes and rules that a master sets: keepalived.conf(5). */
export const virtualRouteKeywords: KeywordTable<VirtualRouteDraft> = {
  virtual_routes: {
    kind: "list",
    doc: {
      fr: "Des routes qu'un maître pose, une par ligne, comme « ip route add ».",
      en: "Routes that a master sets, one a line, as `ip route add` takes them.",
    },
    read: (draft, statement, report) => {
      const route = readRoute(statement, report);
      if (route !== undefined) draft.virtualRoutes.push(route);
    },
  },
  virtual_rules: {
    kind: "list",
    doc: {
      fr: "Des règles de routage qu'un maître pose, une par ligne, comme « ip rule add ».",
      en: "Routing rules that a master sets, one a line, as `ip rule add` takes them.",
    },
    read: (draft, statement, report) => {
      const rule = readRule(statement, preferencesOf(report).next, report);
      if (rule !== undefined) draft.virtualRules.push(rule);
    },
  },
};

export function finishVirtualRoutes({ virtualRoutes, virtualRules }: VirtualRouteDraft) {
  return {
    ...(virtualRoutes.length > 0 && { virtualRoutes }),
    ...(virtualRules.length > 0 && { virtualRules }),
  };
}
