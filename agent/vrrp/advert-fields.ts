import { formatIpv4 } from "../base/ip.ts";

/** The text password of RFC 2338 §5.3.10: 8 bytes on the wire, zeros behind a shorter one. */
export type Authentication =
  | { readonly type: "none" }
  | { readonly type: "pass"; readonly password: Uint8Array }
  | { readonly type: "other"; readonly number: number };

/** What both versions say. */
export interface AdvertFields {
  readonly virtualRouterId: number;
  /** 0: the sender resigns. */
  readonly priority: number;
  readonly advertMs: number;
  readonly addresses: readonly string[];
}

/** Why a packet is no advert: RFC 3768 §7.1, RFC 9568 §7.1. */
export type DecodeFailure = "short" | "version" | "type" | "length" | "checksum" | "count" | "interval";

export interface DecodeFailed {
  readonly ok: false;
  readonly reason: DecodeFailure;
}

/** The addresses of the IP packet that carries an advert. */
export interface Path {
  readonly source: string;
  readonly destination: string;
}

export const headerBytes = 8;

/** Bytes 1, 2, 3 and the addresses stand at the same place in both versions. */
export function readFields(bytes: Uint8Array, advertMs: number): AdvertFields | DecodeFailed {
  const [, virtualRouterId = 0, priority = 0, count = 0] = bytes;
  if (count === 0) return failure("count");
  if (advertMs === 0) return failure("interval");
  const addresses = Array.from({ length: count }, (_, index) => formatIpv4(bytes, headerBytes + 4 * index));
  return { virtualRouterId, priority, advertMs, addresses };
}

export function failure(reason: DecodeFailure): DecodeFailed {
  return { ok: false, reason };
}
