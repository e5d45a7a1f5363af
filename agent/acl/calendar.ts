import type { Calendar } from "./world.ts";

const months = "January February March April May June July August September October November December".split(
  " ",
);
const days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** As RFC 9110 §5.6.7 wants it in a header: `Sun, 06 Nov 1994 08:49:37 GMT`. */
export function httpDate(date: Calendar, part?: number): string {
  return formatDate(`%a, %d %b %Y %H:%M:%S${part === undefined ? "" : `.${part}`} GMT`, date);
}

/** The signs of strftime(3), in its C locale. */
export function formatDate(format: string, date: Calendar): string {
  return format.replace(/%([A-Za-z%])/g, (whole, sign: string) => signs[sign]?.(date) ?? whole);
}

const signs: Readonly<Record<string, (date: Calendar) => string>> = {
  "%": () => "%",
  n: () => "\n",
  t: () => "\t",
  Y: ({ year }) => String(year),
  C: ({ year }) => two(Math.floor(year / 100)),
  y: ({ year }) => two(year % 100),
  m: ({ month }) => two(month + 1),
  d: ({ day }) => two(day),
  e: ({ day }) => String(day).padStart(2, " "),
  H: ({ hour }) => two(hour),
  I: ({ hour }) => two(hour % 12 || 12),
  M: ({ minute }) => two(minute),
  S: ({ second }) => two(second),
  p: ({ hour }) => (hour < 12 ? "AM" : "PM"),
  b: ({ month }) => months[month]?.slice(0, 3) ?? "",
  h: ({ month }) => months[month]?.slice(0, 3) ?? "",
  B: ({ month }) => months[month] ?? "",
  a: ({ weekday }) => days[weekday]?.slice(0, 3) ?? "",
  A: ({ weekday }) => days[weekday] ?? "",
  u: ({ weekday }) => String(weekday || 7),
  w: ({ weekday }) => String(weekday),
  j: (date) => String(dayOfYear(date)).padStart(3, "0"),
  T: (date) => formatDate("%H:%M:%S", date),
  R: (date) => formatDate("%H:%M", date),
  D: (date) => formatDate("%m/%d/%y", date),
  F: (date) => formatDate("%Y-%m-%d", date),
  c: (date) => formatDate("%a %b %e %H:%M:%S %Y", date),
  z: ({ zoneMinutes }) => zone(zoneMinutes),
  Z: ({ zoneMinutes }) => (zoneMinutes === 0 ? "GMT" : zone(zoneMinutes)),
};

/** `+0200`. */
export function zone(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

/** `Nov`. */
export function monthName({ month }: Calendar): string {
  return months[month]?.slice(0, 3) ?? "";
}

export function two(value: number): string {
  return String(value).padStart(2, "0");
}

function dayOfYear({ year, month, day }: Calendar): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
  return (before[month] ?? 0) + day + (leap && month > 1 ? 1 : 0);
}
