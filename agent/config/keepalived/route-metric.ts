import type { RouteMetrics } from "../../net/route-message.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import type { WordQueue } from "./route-words.ts";

type Draft = { -readonly [Key in keyof RouteMetrics]: RouteMetrics[Key] };

/** The kernel lets no time of a route fall below it (TCP_RTO_MIN), and neither does the original. */
const shortestMs = 200;
const counts = new Map<string, Exclude<keyof RouteMetrics, "lock" | "congctl" | "ecn">>([
  ["mtu", "mtu"],
  ["window", "window"],
  ["ssthresh", "ssthresh"],
  ["cwnd", "cwnd"],
  ["advmss", "advmss"],
  ["reordering", "reordering"],
  ["hoplimit", "hoplimit"],
  ["initcwnd", "initcwnd"],
  ["initrwnd", "initrwnd"],
  ["quickack", "quickack"],
  ["fastopen_no_cookie", "fastopenNoCookie"],
]);
/** With the unit of a number that has none: eighths and quarters of a millisecond, as the kernel counts. */
const times = new Map([
  ["rtt", { field: "rttMs", unitMs: 1 / 8 }],
  ["rttvar", { field: "rttvarMs", unitMs: 1 / 4 }],
  ["rto_min", { field: "rtoMinMs", unitMs: 1 }],
] as const);

/** Reads `mtu 1400`, `ssthresh lock 20`, `rtt 300`, `features ecn`; false: it is none of these. */
export function readMetric(draft: Draft, { text }: Word, words: WordQueue, report: Report): boolean {
  const count = counts.get(text);
  const time = times.get(text as "rtt");
  if (count === undefined && time === undefined) return readWordMetric(draft, text, words);
  if (words.ahead?.text === "lock") {
    words.next();
    draft.lock = [...(draft.lock ?? []), count ?? time?.field ?? "mtu"];
  }
  if (count !== undefined) {
    const value = words.number(report);
    if (value !== undefined) draft[count] = value;
  } else if (time !== undefined) {
    const milliseconds = timeOf(words.next()?.text ?? "", time.unitMs);
    draft[time.field] = Math.max(shortestMs, milliseconds);
  }
  return true;
}

function readWordMetric(draft: Draft, text: string, words: WordQueue): boolean {
  if (text === "congctl") {
    if (words.ahead?.text === "lock") words.next();
    draft.congctl = words.next()?.text ?? "";
  } else if (text === "features") draft.ecn = words.next()?.text === "ecn";
  else return false;
  return true;
}

/** `2400`, `300ms`, `2s`, in milliseconds. */
function timeOf(text: string, unitMs: number): number {
  const [, number = "0", unit] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(text) ?? [];
  if (unit === undefined) return Number(number) * unitMs;
  return Number(number) * (unit === "s" ? 1000 : 1);
}
