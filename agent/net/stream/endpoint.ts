import { parseIpv4 } from "../../base/ip.ts";
import { formatIpv6, parseIpv6 } from "../../base/ipv6.ts";
import { family } from "../socket-address.ts";
import { AF_UNIX, encodeUnixAddress } from "../unix-datagram.ts";

/** One end of a stream: an address (never a name) with its port, or a path. */
export type Endpoint =
  | { readonly kind: "ip"; readonly host: string; readonly port: number }
  | { readonly kind: "unix"; readonly path: string };

/** Room for any `struct sockaddr_…` that a stream socket has. */
export const endpointBytes = 112;

/** `struct sockaddr_in`, `sockaddr_in6` or `sockaddr_un`. @throws RangeError for a host that is no address */
export function encodeEndpoint(endpoint: Endpoint): Uint8Array {
  if (endpoint.kind === "unix") return encodeUnixAddress(endpoint.path);
  const { host, port } = endpoint;
  const v4 = parseIpv4(host);
  const address = v4 ?? parseIpv6(host);
  if (!address) throw new RangeError(`not an IP address: ${host}`);
  const bytes = new Uint8Array(v4 ? 16 : 28);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, v4 ? family.AF_INET : family.AF_INET6, true);
  view.setUint16(2, port, false);
  bytes.set(address, v4 ? 4 : 8);
  return bytes;
}

/** The inverse. An IPv4 client of an IPv6 listener (`::ffff:192.0.2.1`) is given as IPv4; a nameless socket has path "". */
export function decodeEndpoint(bytes: Uint8Array, sizeBytes: number): Endpoint {
  const kind = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  if (kind === AF_UNIX) {
    const end = bytes.indexOf(0, 2);
    return { kind: "unix", path: new TextDecoder().decode(bytes.subarray(2, Math.min(end, sizeBytes))) };
  }
  const port = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  if (kind === family.AF_INET) return { kind: "ip", host: dotted(bytes, 4), port };
  return { kind: "ip", host: isMapped(bytes) ? dotted(bytes, 20) : formatIpv6(bytes, 8), port };
}

/** `192.0.2.1:80`, as the original's log; of a unix socket nothing is known. */
export function endpointText(endpoint: Endpoint): string {
  return endpoint.kind === "ip" ? `${endpoint.host}:${endpoint.port}` : "unix:0";
}

/** Made for every connection: without the garbage of `formatIpv4`. */
function dotted(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

function isMapped(bytes: Uint8Array): boolean {
  for (let at = 8; at < 18; at++) if (bytes[at] !== 0) return false;
  return bytes[18] === 0xff && bytes[19] === 0xff;
}
