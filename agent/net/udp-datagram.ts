import { koffi } from "./libc.ts";
import { encodeEndpoint } from "./stream/endpoint.ts";
import { socketCalls } from "./stream/socket-calls.ts";
import { datagramType } from "./unix-datagram.ts";

const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

/** A socket for datagrams to one address. Closing twice is safe. */
export interface UdpDatagram extends Disposable {
  /** A part of `data`; false when it did not leave. Cheapest when it is the same memory every time. */
  send(data: Uint8Array, start?: number, end?: number): boolean;
}

/**
 * A sender to one address, for many small datagrams: one system call each. Throws RangeError for a host that is no address.
 * The socket is not connected: else each ICMP error (nobody listens) would make the next call fail (udp(7)).
 */
export function openUdpDatagram(host: string, port: number): UdpDatagram {
  const address = encodeEndpoint({ kind: "ip", host, port });
  const c = socketCalls();
  const { address: addressOf } = koffi();
  const place = Number(addressOf(address));
  const domain = (address[0] ?? 0) | ((address[1] ?? 0) << 8);
  let descriptor = c.socket(domain, datagramType, 0);
  let known: Uint8Array | undefined;
  let memory = 0;
  const flags = MSG_DONTWAIT | MSG_NOSIGNAL;
  return {
    send: (data, start = 0, end = data.length) => {
      if (descriptor < 0) return false;
      // An address as a number costs less than an array.
      if (data !== known) memory = Number(addressOf(data));
      known = data;
      return c.sendto(descriptor, memory + start, end - start, flags, place, address.length) >= 0;
    },
    [Symbol.dispose]: () => {
      if (descriptor >= 0) c.close(descriptor);
      descriptor = -1;
    },
  };
}
