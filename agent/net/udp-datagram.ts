import { libc } from "./libc.ts";
import { encodeEndpoint } from "./stream/endpoint.ts";
import { datagramType, type UnixDatagram } from "./unix-datagram.ts";

const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

/**
 * A sender to one address, for many small datagrams: one system call each. Throws RangeError for a host that is no address.
 * After an ICMP error of an earlier datagram the kernel tells of it instead of sending (udp(7)): then it is sent once more.
 */
export function openUdpDatagram(host: string, port: number): UnixDatagram {
  const address = encodeEndpoint({ kind: "ip", host, port });
  const c = libc();
  const domain = (address[0] ?? 0) | ((address[1] ?? 0) << 8);
  let descriptor = c.socket(domain, datagramType, 0);
  if (descriptor >= 0) c.connect(descriptor, address, address.length);
  const flags = MSG_DONTWAIT | MSG_NOSIGNAL;
  return {
    send: (data) =>
      descriptor >= 0 &&
      (c.send(descriptor, data, data.length, flags) >= 0 ||
        c.send(descriptor, data, data.length, flags) >= 0),
    [Symbol.dispose]: () => {
      if (descriptor >= 0) c.close(descriptor);
      descriptor = -1;
    },
  };
}
