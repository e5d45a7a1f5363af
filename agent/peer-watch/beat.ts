import type { Link, WatchContext } from "./link.ts";
import { type Mac, type Side, same, sideOf } from "./seal.ts";

/** One proof for four heartbeats: so much less to compute. */
export interface BeatBlock {
  readonly number: number;
  /** Four tokens. */
  readonly tokens: Uint8Array;
}

const tokenBytes = 8;
const tokensInBlock = 4;
const beatBytes = 4 + tokenBytes;

/**
 * The next heartbeat of this end, a datagram:
 * ```
 * 0 number (4)   4 token (8)
 * ```
 * The token follows from key and number; it is sent once, and proves that whoever shares the key sends now.
 */
export function nextBeat(
  link: Link,
  { mac }: WatchContext,
): { readonly link: Link; readonly bytes: Uint8Array } {
  const number = link.beatsSent;
  const block = blockOf(mac, link, "own", number);
  const bytes = new Uint8Array(beatBytes);
  new DataView(bytes.buffer).setUint32(0, number);
  bytes.set(tokenOf(block, number), 4);
  return { link: { ...link, beatsSent: number + 1, ownBeats: block }, bytes };
}

/** The link that has heard it; undefined: it is none, or an old one. Never throws. */
export function beatHeard(link: Link, bytes: Uint8Array, { mac }: WatchContext): Link | undefined {
  if (bytes.length !== beatBytes) return undefined;
  const number = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (number < link.beatsHeard) return undefined;
  const block = blockOf(mac, link, "peer", number);
  if (!same(tokenOf(block, number), bytes.subarray(4))) return undefined;
  return { ...link, beatsHeard: number + 1, theirBeats: block };
}

function blockOf(mac: Mac, link: Link, whose: "own" | "peer", beat: number): BeatBlock {
  const number = Math.floor(beat / tokensInBlock);
  const known = whose === "own" ? link.ownBeats : link.theirBeats;
  if (known?.number === number) return known;
  return { number, tokens: mac(link.session, nameOf(sideOf(link, whose), number)) };
}

/** What no sealed frame begins with. */
function nameOf(side: Side, block: number): Uint8Array {
  const bytes = new Uint8Array(6);
  bytes.set([side === "dialer" ? 3 : 4, 0]);
  new DataView(bytes.buffer).setUint32(2, block);
  return bytes;
}

function tokenOf({ tokens }: BeatBlock, beat: number): Uint8Array {
  const start = (beat % tokensInBlock) * tokenBytes;
  return tokens.subarray(start, start + tokenBytes);
}
