import { parseIpv4 } from "./ip.ts";

const groupCount = 8;

/** The sixteen bytes of an IPv6 address in any of the forms of RFC 4291 §2.2; undefined when the text is none. No zone. */
export function parseIpv6(text: string): Uint8Array | undefined {
  const halves = withoutDots(text)?.split("::") ?? [];
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groupsOf);
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = groupCount - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])];
  return Uint8Array.from(groups.flatMap((group) => [group >>> 8, group & 0xff]));
}

/** `fe80::1` for sixteen bytes at `offset`: the longest run of zero groups is left out (RFC 5952). */
export function formatIpv6(bytes: Uint8Array, offset = 0): string {
  const groups = Array.from({ length: groupCount }, (_, index) => {
    const at = offset + 2 * index;
    return (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16);
  });
  let [bestStart, bestLength] = [0, 1];
  for (let start = 0; start < groupCount; start++) {
    let end = start;
    while (groups[end] === "0") end++;
    if (end - start > bestLength) [bestStart, bestLength] = [start, end - start];
  }
  if (bestLength === 1) return groups.join(":");
  return `${groups.slice(0, bestStart).join(":")}::${groups.slice(bestStart + bestLength).join(":")}`;
}

/** Colons only: a dotted address at the end is two groups (RFC 4291 §2.2). */
function withoutDots(text: string): string | undefined {
  const colon = text.lastIndexOf(":");
  const tail = text.slice(colon + 1);
  if (!tail.includes(".")) return text;
  const bytes = parseIpv4(tail);
  if (bytes === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const groups = [(a << 8) | b, (c << 8) | d].map((group) => group.toString(16));
  return `${text.slice(0, colon + 1)}${groups.join(":")}`;
}

function groupsOf(part: string): readonly number[] | undefined {
  if (part === "") return [];
  const groups = part.split(":");
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16));
}
