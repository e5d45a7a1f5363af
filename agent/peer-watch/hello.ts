import type { Family } from "../base/family.ts";
import { decodeFrames } from "./frame.ts";

/** Which virtual router a connection is about. */
export interface RouterId {
  readonly virtualRouterId: number;
  readonly version: 2 | 3;
  readonly family: Family;
}

export const nonceBytes = 16;
/** "BSCL" and the version of what is spoken. */
const signature = Uint8Array.of(0x42, 0x53, 0x43, 0x4c, 2);
const sizeBytes = signature.length + 3 + nonceBytes;

/**
 * The body of a hello, the first frame of whoever connects:
 * ```
 * 0 "BSCL" (4)   4 version, 2 (1)   5 virtual router id (1)   6 version of VRRP (1)   7 family, 4 or 6 (1)   8 nonce (16)
 * ```
 */
export function encodeHello({ virtualRouterId, version, family }: RouterId, nonce: Uint8Array): Uint8Array {
  return Uint8Array.of(...signature, virtualRouterId, version, family, ...nonce);
}

/** Undefined: it is none. */
export function decodeHello(
  body: Uint8Array,
): { readonly router: RouterId; readonly nonce: Uint8Array } | undefined {
  if (body.length !== sizeBytes || signature.some((byte, index) => body[index] !== byte)) return undefined;
  const [virtualRouterId = 0, version, family] = body.subarray(signature.length);
  if ((version !== 2 && version !== 3) || (family !== 4 && family !== 6)) return undefined;
  return { router: { virtualRouterId, version, family }, nonce: body.slice(-nonceBytes) };
}

/** Whom the first bytes of an accepted connection ask for; `more`: they are not whole yet; `nobody`: they are no hello. */
export function askedFor(bytes: Uint8Array): RouterId | "more" | "nobody" {
  const decoded = decodeFrames(bytes);
  if (!decoded.ok) return "nobody";
  const [first] = decoded.frames;
  if (first === undefined) return "more";
  return (first.kind === "hello" ? decodeHello(first.body)?.router : undefined) ?? "nobody";
}

export function sameRouter(one: RouterId, other: RouterId): boolean {
  return (
    one.virtualRouterId === other.virtualRouterId &&
    one.version === other.version &&
    one.family === other.family
  );
}
