import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { WatchContext } from "../../../peer-watch/link.ts";
import { watchKey } from "../../../peer-watch/seal.ts";
import type { Subject } from "../companion/companion.ts";
import type { Place, WatchConnection, WatchNetwork } from "./network.ts";

/** What the connections of now are made with. Disposing ends the listening. */
export interface Running extends Disposable {
  readonly instance: VrrpInstance;
  readonly place: Place;
  readonly context: WatchContext;
}

/** Listens for an instance, if its block, and what it is doing, ask for connections. */
export function listenFor(
  { instance, state }: Subject,
  network: WatchNetwork,
  accept: (connection: WatchConnection, first: Uint8Array) => void,
): Running | undefined {
  const { watch, interfaceName, auth } = instance;
  const address = state.primaryAddress;
  if (watch === undefined || address === undefined || state.role.kind === "stopped") return undefined;
  const { mac } = network;
  const place = { address, interfaceName, port: watch.port };
  const context = { router: instance, mac, key: watchKey(mac, instance, auth?.password ?? "") };
  const listener = network.listen(place, instance, accept);
  return { instance, place, context, [Symbol.dispose]: () => listener[Symbol.dispose]() };
}
