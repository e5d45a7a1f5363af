/** What two daemons say to each other. The first three prove who they are, the others are sealed. */
const kinds = ["hello", "challenge", "proof", "state", "yield", "taken", "declined", "bye"] as const;

export type FrameKind = (typeof kinds)[number];

export interface Frame {
  readonly kind: FrameKind;
  readonly body: Uint8Array;
}

/** Frames at the beginning of a stream, and the bytes behind them that are not whole yet; or nothing of ours. */
export type Frames =
  | { readonly ok: true; readonly frames: readonly Frame[]; readonly rest: Uint8Array }
  | { readonly ok: false };

/** The longest body that there is: a challenge. */
const longestBodyBytes = 48;

/**
 * A frame on the stream:
 * ```
 * 0 length of the body (1)   1 kind (1)   2 body
 * ```
 */
export function encodeFrame(kind: FrameKind, body: Uint8Array): Uint8Array {
  return Uint8Array.of(body.length, kindNumber(kind), ...body);
}

/** The number of a kind on the wire, from 1 on. */
export function kindNumber(kind: FrameKind): number {
  return kinds.indexOf(kind) + 1;
}

/** Never throws. */
export function decodeFrames(bytes: Uint8Array): Frames {
  const frames: Frame[] = [];
  let offset = 0;
  while (offset + 2 <= bytes.length) {
    const [size = 0, number = 0] = bytes.subarray(offset);
    const kind = kinds[number - 1];
    if (kind === undefined || size > longestBodyBytes) return { ok: false };
    if (offset + 2 + size > bytes.length) break;
    frames.push({ kind, body: bytes.slice(offset + 2, offset + 2 + size) });
    offset += 2 + size;
  }
  return { ok: true, frames, rest: bytes.slice(offset) };
}
