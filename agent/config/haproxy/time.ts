/** The largest time haproxy keeps, about 24.8 days. */
const maximumTimeMs = 2_147_483_647;

const unitsMs: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

export type Time =
  | { readonly kind: "time"; readonly ms: number; readonly unit: string }
  | { readonly kind: "overflow" }
  | { readonly kind: "unexpected"; readonly character: string };

/** A time as haproxy reads it (manual §2.5): digits and `us ms s m h d`; no unit means milliseconds. */
export function parseTime(text: string): Time {
  const [, digits = "", rest = ""] = /^(\d*)(.*)$/s.exec(text) ?? [];
  const unit = rest === "" ? "ms" : /^(us|ms|[smhd])/.exec(rest)?.[0];
  if (digits === "" || unit === undefined || (rest !== "" && rest !== unit)) {
    return { kind: "unexpected", character: unexpectedIn(digits, rest) };
  }
  const exactMs = Number(digits) * (unitsMs[unit] ?? 1);
  if (exactMs > maximumTimeMs) return { kind: "overflow" };
  // Less than a millisecond is rounded up: a time never becomes "none" by rounding.
  return { kind: "time", ms: unit === "us" ? Math.ceil(exactMs) : exactMs, unit: rest };
}

function unexpectedIn(digits: string, rest: string): string {
  if (digits === "") return rest.charAt(0);
  const unit = /^(us|ms|[smhd])/.exec(rest)?.[0] ?? "";
  return rest.charAt(unit.length);
}
