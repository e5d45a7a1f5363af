import { messageOf } from "../../../base/message-of.ts";
import type { Route, Rule } from "../../../config/keepalived/route-config.ts";
import type { Netlink } from "../../../net/netlink.ts";
import type { RouteSocket } from "../../../net/route-socket.ts";
import type { Undo, UndoList } from "../guardian/undo.ts";
import type { VrrpLog } from "../log.ts";
import { routeRequest, routeUndo, ruleRequest, ruleUndo } from "./request.ts";

/** Routes and rules that belong together. */
export interface RoutePlan {
  readonly routes: readonly Route[];
  readonly rules: readonly Rule[];
}

/** Whose they are: for the log, and for the guardian, which knows them under the same key for as long as they are set. */
export interface Whose {
  readonly name: string;
  readonly key: string;
}

export interface RouteOptions {
  readonly socket: RouteSocket;
  readonly netlink: Pick<Netlink, "links">;
  readonly log: VrrpLog;
  readonly undoList: UndoList;
}

/** Sets routes and rules and removes them. What the kernel refuses is logged, and the others are set. */
export class Routes {
  readonly #options: RouteOptions;
  readonly #name: string;
  readonly #key: string;

  constructor({ name, key }: Whose, options: RouteOptions) {
    this.#name = name;
    this.#key = `routes of ${key}`;
    this.#options = options;
  }

  set({ routes, rules }: RoutePlan): void {
    const { socket, undoList } = this.#options;
    const undos: readonly Undo[] = [...rules.map(ruleUndo), ...routes.map(routeUndo)];
    undoList.set(this.#key, undos);
    this.#each(routes, (route) => socket.setRoute(this.#request(route)));
    this.#each(rules, (rule) => socket.setRule(ruleRequest(rule)));
  }

  remove({ routes, rules }: RoutePlan): void {
    const { socket, undoList } = this.#options;
    this.#each(rules, (rule) => socket.removeRule(ruleRequest(rule)));
    this.#each(routes, (route) => socket.removeRoute(this.#request(route)));
    undoList.set(this.#key, []);
  }

  /** Sets those again that somebody else has removed; how many. */
  restore({ routes, rules }: RoutePlan): number {
    const { socket } = this.#options;
    const back = [
      ...this.#each(routes, (route) => socket.setRoute(this.#request(route), true)),
      ...this.#each(rules, (rule) => socket.setRule(ruleRequest(rule))),
    ];
    return back.filter(Boolean).length;
  }

  #request(route: Route) {
    const links = this.#options.netlink.links();
    return routeRequest(route, (device) => links.find(({ name }) => name === device)?.interfaceIndex ?? 0);
  }

  #each<Kind>(all: readonly Kind[], act: (one: Kind) => boolean): readonly boolean[] {
    return all.map((one) => {
      try {
        return act(one);
      } catch (error) {
        this.#options.log.warning(`(${this.#name}) ${messageOf(error)}`);
        return false;
      }
    });
  }
}
