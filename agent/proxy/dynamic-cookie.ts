import { parseAddress } from "../acl/address.ts";
import { asText, casts } from "../acl/sample.ts";
import { xxh64 } from "../acl/xxhash.ts";
import type { Server } from "../config/haproxy/config.ts";

const known = new WeakMap<Server, string>();

/**
 * `cookie … dynamic`: the value that stands for a server, from the key, its address and its port, as the original makes
 * it; so balancers with one key give one server the same value, whatever they call it. Undefined: it has no address.
 */
export function dynamicCookie(server: Server, key: string): string | undefined {
  const found = known.get(server);
  if (found !== undefined) return found;
  const address = parseAddress(server.host);
  const bytes = address && casts.binary(address);
  if (bytes === undefined) return undefined;
  const { port } = server;
  const portBytes = String.fromCharCode(0, 0, (port >> 8) & 0xff, port & 0xff);
  const hash = BigInt.asUintN(64, xxh64(key + asText(bytes) + portBytes, 0n));
  const value = hash.toString(16).padStart(16, "0");
  known.set(server, value);
  return value;
}
