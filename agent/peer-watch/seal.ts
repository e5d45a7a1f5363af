import { type FrameKind, kindNumber } from "./frame.ts";
import type { RouterId } from "./hello.ts";

/** HMAC-SHA-256 (RFC 2104), 32 bytes; handed in, because a core has no cryptography of its own. */
export type Mac = (key: Uint8Array, data: Uint8Array) => Uint8Array;

/** What both ends of a connection know of it. */
export interface Ends {
  readonly dialer: string;
  readonly listener: string;
  readonly dialerNonce: Uint8Array;
  readonly listenerNonce: Uint8Array;
}

export type Side = "dialer" | "listener";

/** Which of both an end of a connection is. */
export function sideOf({ dialed }: { readonly dialed: boolean }, whose: "own" | "peer"): Side {
  return dialed === (whose === "own") ? "dialer" : "listener";
}

export const macBytes = 32;
const sealBytes = 8;
const text = (value: string) => new TextEncoder().encode(value);

/** The key that two configurations have in common: whoever has another password, router id or version has another one. */
export function watchKey(
  mac: Mac,
  { virtualRouterId, version, family }: RouterId,
  password: string,
): Uint8Array {
  const name = text("bascule watch 2");
  return mac(name, text(JSON.stringify([virtualRouterId, version, family, password])));
}

/** Of one connection: what was recorded of another one, or between other addresses, fits nowhere else. */
export function sessionKey(mac: Mac, key: Uint8Array, ends: Ends): Uint8Array {
  const { dialer, listener, dialerNonce, listenerNonce } = ends;
  return mac(key, Uint8Array.of(...dialerNonce, ...listenerNonce, ...text(`${dialer} ${listener}`)));
}

/** What one side sends to show that it knows the key. */
export function proof(mac: Mac, session: Uint8Array, side: Side): Uint8Array {
  return mac(session, text(side));
}

/** What else a seal covers. */
export interface Envelope {
  readonly from: Side;
  readonly kind: FrameKind;
  /** How many this side has sent before, so that none can be sent twice. */
  readonly count: number;
}

/** `payload` with a seal behind it. */
export function seal(mac: Mac, session: Uint8Array, envelope: Envelope, payload: Uint8Array): Uint8Array {
  const head = new Uint8Array(6);
  head.set([envelope.from === "dialer" ? 1 : 2, kindNumber(envelope.kind)]);
  new DataView(head.buffer).setUint32(2, envelope.count);
  const whole = mac(session, Uint8Array.of(...head, ...payload));
  return Uint8Array.of(...payload, ...whole.subarray(0, sealBytes));
}

/** The payload of a sealed body; undefined: the seal is wrong. */
export function unseal(
  mac: Mac,
  session: Uint8Array,
  envelope: Envelope,
  body: Uint8Array,
): Uint8Array | undefined {
  if (body.length < sealBytes) return undefined;
  const payload = body.slice(0, -sealBytes);
  return same(seal(mac, session, envelope, payload), body) ? payload : undefined;
}

/** Looks at every byte, so that the time tells nothing. */
export function same(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  return one.reduce((difference, byte, index) => difference | (byte ^ (other[index] ?? 0)), 0) === 0;
}
