import { isDeepStrictEqual } from "node:util";
import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import { routerKey } from "../../../config/keepalived/router-key.ts";
import type { RoutePlan, Routes, Whose } from "../route/routes.ts";
import type { Companion, CompanionKind, Subject } from "./companion.ts";

/** The one who tells when somebody has changed routes or rules. */
export interface RouteWatch {
  readonly routesOf: (whose: Whose) => Routes;
  /** Calls `listener` after addresses, routes or rules have changed. */
  onChange(listener: () => void): Disposable;
}

/** Sets the virtual routes and rules of an instance together with its addresses, and removes them with these. */
export function virtualRouteCompanion(watch: RouteWatch): CompanionKind {
  return (subject: Subject): Companion => {
    const routes = () => {
      const { instance } = subject;
      return watch.routesOf({ name: instance.name, key: routerKey(instance) });
    };
    let set: RoutePlan | undefined;
    const remove = (plan: RoutePlan) => {
      subject.log.detail(`(${subject.instance.name}) removing Virtual Routes`);
      routes().remove(plan);
      set = undefined;
    };
    const watching = watch.onChange(() => {
      if (set === undefined || routes().restore(tracked(set)) === 0) return;
      subject.log.info(`(${subject.instance.name}) somebody removed a virtual route or rule`);
      subject.tell({ kind: "addresses-lost" });
    });
    return {
      stepped({ actions }) {
        for (const { kind } of actions) {
          const plan = planOf(subject.instance);
          if (kind === "add-addresses" && !isEmpty(plan)) {
            if (isDeepStrictEqual(set, plan)) continue;
            if (set !== undefined) remove(set);
            subject.log.detail(`(${subject.instance.name}) setting Virtual Routes`);
            set = plan;
            routes().set(plan);
          }
          if (kind === "remove-addresses" && !isEmpty(set ?? plan)) remove(set ?? plan);
        }
      },
      [Symbol.dispose]: () => watching[Symbol.dispose](),
    };
  };
}

function planOf({ virtualRoutes = [], virtualRules = [] }: VrrpInstance): RoutePlan {
  return { routes: virtualRoutes, rules: virtualRules };
}

function tracked({ routes, rules }: RoutePlan): RoutePlan {
  return {
    routes: routes.filter(({ untracked }) => !untracked),
    rules: rules.filter(({ untracked }) => !untracked),
  };
}

function isEmpty({ routes, rules }: RoutePlan): boolean {
  return routes.length + rules.length === 0;
}
