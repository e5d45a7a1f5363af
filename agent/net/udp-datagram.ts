import { DatagramBatch } from "./datagram-batch.ts";
import { encodeEndpoint } from "./stream/endpoint.ts";
import { socketCalls } from "./stream/socket-calls.ts";
import { datagramType } from "./unix-datagram.ts";

/** What is still to leave when the process ends. */
const waiting = new Set<() => void>();

function flushAll(): void {
  for (const flush of waiting) flush();
}

/** A socket for datagrams to one address. Closing twice is safe; what waits leaves before. */
export interface UdpDatagram extends Disposable {
  /** A part of `data`, which leaves before the event loop waits again, or at `flush`, in its turn. */
  send(data: Uint8Array, start?: number, end?: number): void;
  flush(): void;
}

/**
 * A sender to one address, for many small datagrams: those of one turn of the event loop leave together. Throws
 * RangeError for a host that is no address. The socket is not connected: else each ICMP error (nobody listens) would
 * make the next call fail (udp(7)).
 */
export function openUdpDatagram(host: string, port: number): UdpDatagram {
  const address = encodeEndpoint({ kind: "ip", host, port });
  const c = socketCalls();
  const domain = (address[0] ?? 0) | ((address[1] ?? 0) << 8);
  let descriptor = c.socket(domain, datagramType, 0);
  const batch = new DatagramBatch(address);
  const flush = (): void => {
    if (batch.size > 0) batch.send(descriptor);
  };
  if (waiting.size === 0) process.on("exit", flushAll);
  waiting.add(flush);
  return {
    send: (data, start = 0, end = data.length) => {
      if (descriptor < 0) return;
      if (batch.size === 0) setImmediate(flush);
      if (batch.add(data, start, end)) return;
      flush();
      // Longer than any datagram: it is lost.
      batch.add(data, start, end);
    },
    flush,
    [Symbol.dispose]: () => {
      flush();
      waiting.delete(flush);
      if (waiting.size === 0) process.off("exit", flushAll);
      if (descriptor >= 0) c.close(descriptor);
      descriptor = -1;
    },
  };
}
