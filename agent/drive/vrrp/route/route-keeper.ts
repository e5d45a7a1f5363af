import { isDeepStrictEqual } from "node:util";
import { messageOf } from "../../../base/message-of.ts";
import type { KeepalivedConfig, VirtualAddress } from "../../../config/keepalived/config.ts";
import type { Netlink } from "../../../net/netlink.ts";
import { openRouteSocket, type RouteSocket } from "../../../net/route-socket.ts";
import type { CompanionKind } from "../companion/companion.ts";
import { virtualRouteCompanion } from "../companion/virtual-route.ts";
import type { UndoList } from "../guardian/undo.ts";
import type { VrrpLog } from "../log.ts";
import { Routes, type Whose } from "./routes.ts";

interface KeeperOptions {
  readonly netlink: Netlink;
  readonly log: VrrpLog;
  readonly undoList: UndoList;
}

type Statics = NonNullable<KeepalivedConfig["statics"]>;

const ours: Whose = { name: "static", key: "static" };
const none: Statics = { addresses: [], routes: [], rules: [] };
/** Changes come in swarms. */
const quietMs = 50;
/** keepalived.conf(5): `default_interface`. */
const usualInterface = "eth0";

/** Static addresses, routes and rules, which it puts back, and the virtual ones of the instances. */
export class RouteKeeper implements Disposable {
  readonly #options: KeeperOptions;
  readonly #listeners = new Set<() => void>();
  #socket: RouteSocket | undefined;
  #statics = none;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  readonly companion: CompanionKind = (subject) =>
    virtualRouteCompanion({
      routesOf: (whose) => this.#routesOf(whose),
      onChange: (listener) => {
        this.#listeners.add(listener);
        return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
      },
    })(subject);

  /** Sets what this file asks for, and removes what it does not any more. */
  follow({
    statics: said = none,
    instances,
    global: { defaultInterface = usualInterface },
  }: KeepalivedConfig): void {
    const placed = said.addresses.map((address) => ({ device: defaultInterface, ...address }));
    const statics = said === none ? none : { ...said, addresses: placed };
    const virtual = instances.some(({ virtualRoutes, virtualRules }) => virtualRoutes || virtualRules);
    if (virtual || statics !== none) this.#open();
    if (isDeepStrictEqual(statics, this.#statics)) return;
    this.#remove();
    this.#statics = statics;
    for (const address of statics.addresses) this.#address("add", address);
    this.#routesOf(ours).set(statics);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#remove();
    this.#socket?.[Symbol.dispose]();
  }

  #remove(): void {
    const statics = this.#statics;
    this.#statics = none;
    if (statics === none) return;
    this.#routesOf(ours).remove(statics);
    for (const address of statics.addresses) this.#address("remove", address);
  }

  /** Only where there is something to watch. */
  #open(): RouteSocket {
    if (this.#socket !== undefined) return this.#socket;
    this.#socket = openRouteSocket();
    this.#socket.onChange(() => {
      this.#timer ??= setTimeout(() => this.#changed(), quietMs);
    });
    return this.#socket;
  }

  #changed(): void {
    this.#timer = undefined;
    for (const address of this.#statics.addresses) this.#address("add", address);
    if (this.#statics !== none && this.#routesOf(ours).restore(this.#statics) > 0) {
      this.#options.log.info("Restoring deleted static routes or rules");
    }
    for (const listener of this.#listeners) listener();
  }

  #routesOf(whose: Whose): Routes {
    return new Routes(whose, { ...this.#options, socket: this.#open() });
  }

  #address(
    action: "add" | "remove",
    { device = usualInterface, untracked: _, ...rest }: VirtualAddress,
  ): void {
    const { netlink, log, undoList } = this.#options;
    const link = netlink.links().find(({ name }) => name === device);
    if (link === undefined) return;
    const words = ["address", "del", `${rest.address}/${rest.prefixLength}`, "dev", device];
    undoList.set(`static ${words.join(" ")}`, action === "add" ? [{ kind: "ip", words }] : []);
    try {
      const request = { ...rest, interfaceIndex: link.interfaceIndex };
      if (action === "add") netlink.addAddress(request);
      else netlink.removeAddress(request);
    } catch (error) {
      log.warning(messageOf(error));
    }
  }
}
