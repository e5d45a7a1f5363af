import { parseIpv4 } from "../base/ip.ts";
import { formatIpv6, parseIpv6 } from "../base/ipv6.ts";

/** One end of the connection that the other proxy has taken. */
export interface ProxyEnd {
  readonly host: string;
  readonly port: number;
}

/** What stands before a connection's own bytes; without ends the other proxy speaks for itself (`UNKNOWN`, `LOCAL`). */
export type ProxyGreeting =
  | { readonly kind: "more" | "strange" | "invalid" }
  | {
      readonly kind: "greeting";
      readonly sizeBytes: number;
      readonly remote?: ProxyEnd;
      readonly local?: ProxyEnd;
    };

/** As text at most: version 1. */
const longestLine = 107;
const signature = [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10];
const word = [80, 82, 79, 88, 89, 32];
const [strange, invalid, more] = [{ kind: "strange" }, { kind: "invalid" }, { kind: "more" }] as const;

/** Reads a header of the PROXY protocol, version 1 or 2, from the first bytes of a connection. */
export function readGreeting(bytes: Uint8Array): ProxyGreeting {
  if (begins(bytes, signature)) return bytes.length < 16 ? more : readBinary(bytes);
  if (begins(bytes, word)) return bytes.length <= word.length ? more : readLine(bytes);
  return strange;
}

/** As far as there are bytes. */
function begins(bytes: Uint8Array, wanted: readonly number[]): boolean {
  return wanted.every((byte, at) => at >= bytes.length || bytes[at] === byte);
}

/** `PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n` */
function readLine(bytes: Uint8Array): ProxyGreeting {
  const end = bytes.indexOf(10);
  if (end < 0) return bytes.length < longestLine ? more : invalid;
  if (end >= longestLine || bytes[end - 1] !== 13) return invalid;
  const text = String.fromCharCode(...bytes.subarray(0, end - 1));
  const sizeBytes = end + 1;
  const [, family, ...rest] = text.split(" ");
  if (family === "UNKNOWN") return { kind: "greeting", sizeBytes };
  const parse = family === "TCP4" ? parseIpv4 : family === "TCP6" ? parseIpv6 : undefined;
  const [source = "", target = "", from = "", to = ""] = rest;
  const ports = [from, to].every((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65535);
  if (!parse?.(source) || !parse(target) || !ports || rest.length !== 4) return invalid;
  const remote = { host: source, port: Number(from) };
  return { kind: "greeting", sizeBytes, remote, local: { host: target, port: Number(to) } };
}

/**
 * ```
 * 0 signature (12)  12 version 2 and command  13 family and protocol  14 length of the rest (2)  16 addresses, ports, options
 * ```
 */
function readBinary(bytes: Uint8Array): ProxyGreeting {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [command, family] = [view.getUint8(12), view.getUint8(13)];
  const restBytes = view.getUint16(14);
  if (command !== 0x20 && command !== 0x21) return invalid;
  const sizeBytes = 16 + restBytes;
  if (bytes.length < sizeBytes) return more;
  const width = family === 0x11 ? 4 : family === 0x21 ? 16 : 0;
  if (command === 0x20 || width === 0) return { kind: "greeting", sizeBytes };
  if (restBytes < 2 * width + 4) return invalid;
  const end = (at: number, portAt: number): ProxyEnd => ({
    host: width === 4 ? bytes.subarray(at, at + 4).join(".") : formatIpv6(bytes, at),
    port: view.getUint16(portAt),
  });
  const ports = 16 + 2 * width;
  return { kind: "greeting", sizeBytes, remote: end(16, ports), local: end(16 + width, ports + 2) };
}
