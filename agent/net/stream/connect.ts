import { type Endpoint, encodeEndpoint } from "./endpoint.ts";
import type { EventLoop } from "./event-loop.ts";
import { errors, type KeepAliveTimes, keepAlive, openStream } from "./socket-option.ts";
import { SocketWire } from "./socket-wire.ts";
import type { WireOwner } from "./wire.ts";

/** How a connection is opened. */
interface ConnectChoices {
  /** When the system asks whether the other side is still there. */
  readonly keepAlive?: KeepAliveTimes | undefined;
  /** The address that it comes from, encoded; else the system chooses. */
  readonly source?: Uint8Array | undefined;
}

/**
 * Connects; `onOpen` or `onBroken` tell how it went, never before this returns.
 * @param address `remote` encoded, by who connects often
 */
export function connectWire(
  loop: EventLoop,
  remote: Endpoint,
  owner: WireOwner,
  address = encodeEndpoint(remote),
  choices?: ConnectChoices,
): SocketWire {
  const { calls } = loop;
  let descriptor = openStream(calls, address);
  if (descriptor >= 0 && choices?.keepAlive) keepAlive(calls, descriptor, choices.keepAlive);
  const source = choices?.source;
  const isBound = !source || descriptor < 0 || calls.bind(descriptor, source, source.length) === 0;
  if (descriptor >= 0 && (!isBound || calls.connect(descriptor, address, address.length) < 0)) {
    const number = calls.errno();
    if (!isBound || number !== errors.EINPROGRESS) {
      calls.close(descriptor);
      descriptor = -1;
    }
  }
  const wire = new SocketWire(loop, descriptor, { remote, connecting: true });
  wire.owner = owner;
  return wire;
}
