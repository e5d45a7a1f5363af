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
 * The next heartbeats of this end, each a datagram:
 * ```
 * 0 number (4)   4 token (8)
 * ```
 * The token follows from key and number; it is sent once, and proves that whoever shares the key sends now.
 */
export function nextBeats(
  link: Link,
  count: number,
  { mac }: WatchContext,
): { readonly link: Link; readonly beats: readonly Uint8Array[] } {
  const side = sideOf(link, "own");
  const beats: Uint8Array[] = [];
  let block: BeatBlock | undefined;
  for (let number = link.beatsSent; beats.length < count; number++) {
    block = blockOf(mac, link.session, side, number, block);
    const bytes = new Uint8Array(beatBytes);
    new DataView(bytes.buffer).setUint32(0, number);
    bytes.set(tokenOf(block, number), 4);
    beats.push(bytes);
  }
  return { link: { ...link, beatsSent: link.beatsSent + count }, beats };
}

/** The link that has heard it; undefined: it is none, or an old one. Never throws. */
export function beatHeard(link: Link, bytes: Uint8Array, { mac }: WatchContext): Link | undefined {
  if (bytes.length !== beatBytes) return undefined;
  const number = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (number < link.beatsHeard) return undefined;
  const theirBeats = blockOf(mac, link.session, sideOf(link, "peer"), number, link.theirBeats);
  if (!same(tokenOf(theirBeats, number), bytes.subarray(4))) return undefined;
  return { ...link, beatsHeard: number + 1, theirBeats };
}

function blockOf(
  mac: Mac,
  session: Uint8Array,
  side: Side,
  beat: number,
  known: BeatBlock | undefined,
): BeatBlock {
  const number = Math.floor(beat / tokensInBlock);
  return known?.number === number ? known : { number, tokens: mac(session, nameOf(side, number)) };
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
