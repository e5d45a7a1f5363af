import { parseIpv4 } from "../base/ip.ts";
import { parseIpv6 } from "../base/ipv6.ts";
import type { ProxyEnd } from "./read.ts";

const signature = [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10];

/** What is sent before a connection's own bytes; undefined ends: not by TCP, nothing can be said of them. */
export function writeGreeting(version: 1 | 2, remote?: ProxyEnd, local?: ProxyEnd): Uint8Array {
  return version === 1 ? line(remote, local) : binary(remote, local);
}

function line(remote: ProxyEnd | undefined, local: ProxyEnd | undefined): Uint8Array {
  if (!remote || !local) return new TextEncoder().encode("PROXY UNKNOWN\r\n");
  const isV6 = remote.host.includes(":") || local.host.includes(":");
  const host = ({ host: text }: ProxyEnd) => (isV6 && !text.includes(":") ? `::ffff:${text}` : text);
  const words = ["PROXY", isV6 ? "TCP6" : "TCP4", host(remote), host(local), remote.port, local.port];
  return new TextEncoder().encode(`${words.join(" ")}\r\n`);
}

function binary(remote: ProxyEnd | undefined, local: ProxyEnd | undefined): Uint8Array {
  const ends = remote && local ? [addressOf(remote), addressOf(local)] : [];
  const isV6 = ends.some(({ length }) => length === 16);
  const width = isV6 ? 16 : 4;
  const restBytes = ends.length === 0 ? 0 : 2 * width + 4;
  const bytes = new Uint8Array(16 + restBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(signature);
  bytes[12] = 0x21;
  view.setUint16(14, restBytes);
  if (!remote || !local) return bytes;
  bytes[13] = isV6 ? 0x21 : 0x11;
  ends.forEach((address, index) => {
    bytes.set(isV6 ? mapped(address) : address, 16 + index * width);
  });
  view.setUint16(16 + 2 * width, remote.port);
  view.setUint16(18 + 2 * width, local.port);
  return bytes;
}

function addressOf({ host }: ProxyEnd): Uint8Array {
  return parseIpv4(host) ?? parseIpv6(host) ?? new Uint8Array(4);
}

/** An IPv4 address beside an IPv6 one: `::ffff:192.0.2.1`. */
function mapped(address: Uint8Array): Uint8Array {
  if (address.length === 16) return address;
  const bytes = new Uint8Array(16);
  bytes.set([0xff, 0xff, ...address], 10);
  return bytes;
}
