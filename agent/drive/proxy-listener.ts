import type { BindAddress } from "../config/haproxy/config.ts";
import type { EventLoop } from "../net/stream/event-loop.ts";
import {
  type ListenAddress,
  type Listener,
  type ListenerOwner,
  openListener,
} from "../net/stream/listener.ts";

/** A name for what a `bind` listens on: a successor that has the same takes its socket over. */
export function bindKey({ host, port, descriptor }: BindAddress): string {
  return descriptor === undefined ? `${host}:${port}` : `fd@${descriptor}`;
}

/**
 * Listens for a `bind`, whose host is an address by now. `inherited`: sockets of a predecessor, by `bindKey`.
 * @throws CodedError with the system's reason
 */
export function listen(
  loop: EventLoop,
  bind: BindAddress,
  owner: ListenerOwner,
  inherited: ReadonlyMap<string, number> = new Map(),
): Listener {
  const descriptor = bind.descriptor ?? inherited.get(bindKey(bind));
  const { host, port } = bind;
  const address: ListenAddress =
    descriptor === undefined ? { kind: "ip", host, port } : { kind: "descriptor", descriptor };
  return openListener(loop, address, owner);
}
