import { type Endpoint, encodeEndpoint } from "./endpoint.ts";
import type { EventLoop } from "./event-loop.ts";
import { errors, type KeepAliveTimes, keepAlive, openStream } from "./socket-option.ts";
import { SocketWire } from "./socket-wire.ts";
import type { WireOwner } from "./wire.ts";

/**
 * Connects; `onOpen` or `onBroken` tell how it went, never before this returns.
 * @param address `remote` encoded, by who connects often
 * @param times that the system asks whether the other side is still there
 */
export function connectWire(
  loop: EventLoop,
  remote: Endpoint,
  owner: WireOwner,
  address = encodeEndpoint(remote),
  times?: KeepAliveTimes,
): SocketWire {
  const { calls } = loop;
  let descriptor = openStream(calls, address);
  if (descriptor >= 0 && times) keepAlive(calls, descriptor, times);
  if (descriptor >= 0 && calls.connect(descriptor, address, address.length) < 0) {
    const number = calls.errno();
    if (number !== errors.EINPROGRESS) {
      calls.close(descriptor);
      descriptor = -1;
    }
  }
  const wire = new SocketWire(loop, descriptor, { remote, connecting: true });
  wire.owner = owner;
  return wire;
}
