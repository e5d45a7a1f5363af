/** Bytes to a string, one character a byte (ISO 8859-1): header text passes unchanged. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (end - start <= shortBytes) return short(bytes, start, end);
  let text = "";
  for (let at = start; at < end; at += 4096) {
    const piece = bytes.subarray(at, Math.min(end, at + 4096));
    text += String.fromCharCode.apply(null, piece as unknown as number[]);
  }
  return text;
}

const shortBytes = 64;
const code = String.fromCharCode as (...codes: readonly (number | undefined)[]) => string;

/** Eight at once: a call with a list of arguments, or a text that grows by one character, costs more than the work. */
function short(b: Uint8Array, start: number, end: number): string {
  let text = "";
  let at = start;
  for (; at + 8 <= end; at += 8)
    text += code(b[at], b[at + 1], b[at + 2], b[at + 3], b[at + 4], b[at + 5], b[at + 6], b[at + 7]);
  if (at + 4 <= end) {
    text += code(b[at], b[at + 1], b[at + 2], b[at + 3]);
    at += 4;
  }
  for (; at < end; at++) text += code(b[at]);
  return text;
}

const slotCount = 512;
const slots: string[] = new Array(slotCount).fill("");

/** As `latin1`, for what is said again and again, as a host's name is: the last text of its kind is not made anew. */
export function familiar(bytes: Uint8Array, start: number, end: number): string {
  const size = end - start;
  if (size === 0 || size > shortBytes) return latin1(bytes, start, end);
  const middle = bytes[start + (size >> 1)] as number;
  const slot = (size * 67 + middle * 31 + (bytes[end - 1] as number)) & (slotCount - 1);
  const known = slots[slot] as string;
  if (known.length === size && isSame(known, bytes, start)) return known;
  const text = short(bytes, start, end);
  slots[slot] = text;
  return text;
}

function isSame(text: string, bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false;
  return true;
}

/** The inverse of `latin1`. */
export function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** New memory in any case: what came from a connection is overwritten by what comes next. */
export function concat(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
