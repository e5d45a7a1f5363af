import { lowerByte } from "./byte-table.ts";
import { latin1Bytes } from "./bytes.ts";

/** What a `Connection` header says, as bits; `other` is any word besides. */
export const says = { close: 1, keepAlive: 2, upgrade: 4, other: 8 } as const;

const words = [
  { bytes: latin1Bytes("close"), bit: says.close },
  { bytes: latin1Bytes("keep-alive"), bit: says.keepAlive },
  { bytes: latin1Bytes("upgrade"), bit: says.upgrade },
] as const;

/** The words of a value, separated by commas. */
export function connectionWords(bytes: Uint8Array, start: number, end: number): number {
  let bits = 0;
  for (let at = start; at <= end; ) {
    let stop = at;
    while (stop < end && bytes[stop] !== 44) stop++;
    bits |= word(bytes, at, stop);
    at = stop + 1;
  }
  return bits;
}

function word(bytes: Uint8Array, start: number, end: number): number {
  let [first, last] = [start, end];
  while (first < last && isBlank(bytes[first])) first++;
  while (last > first && isBlank(bytes[last - 1])) last--;
  if (first === last) return 0;
  for (const known of words) if (equalsLower(bytes, first, last, known.bytes)) return known.bit;
  return says.other;
}

export function isBlank(code: number | undefined): boolean {
  return code === 32 || code === 9;
}

/** True when the bytes are `text`, which is in lower case, whatever their own case. */
export function equalsLower(bytes: Uint8Array, start: number, end: number, text: Uint8Array): boolean {
  if (end - start !== text.length) return false;
  for (let at = 0; at < text.length; at++)
    if (lowerByte[bytes[start + at] as number] !== text[at]) return false;
  return true;
}
