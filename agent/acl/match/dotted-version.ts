/** `3.1` as 3 × 65,536 + 1; `3` is all of 3; a range is `3:3.3`. Undefined: it cannot be read. */
export function dottedVersion(text: string): string | undefined {
  const [low = "", high, rest] = text.split(":");
  const [first, last] = [endsOf(low), endsOf(high ?? low)];
  return first && last && rest === undefined ? `${first[0]}:${last[1]}` : undefined;
}

function endsOf(text: string): readonly [first: number, last: number] | undefined {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (major === undefined) return undefined;
  const start = Number(major) * 65_536;
  return minor === undefined ? [start, start + 65_535] : [start + Number(minor), start + Number(minor)];
}
