const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** What was written last: a busy log asks for the same millisecond many times, for the same second thousands. */
let second = Number.NaN;
let forLog = "";
let forSyslog = "";
let millisecond = Number.NaN;
let precise = "";

/** Milliseconds since 1970 as `21/Nov/2026:07:51:29.072`, local time. */
export function localDate(dateMs: number): string {
  const whole = Math.floor(dateMs);
  if (whole === millisecond) return precise;
  keep(Math.floor(whole / 1000));
  millisecond = whole;
  precise = forLog + String(whole - second * 1000).padStart(3, "0");
  return precise;
}

/** `Nov 21 08:25:58`. */
export function syslogDate(dateMs: number): string {
  keep(Math.floor(dateMs / 1000));
  return forSyslog;
}

function keep(wanted: number): void {
  if (wanted === second) return;
  second = wanted;
  const date = new Date(wanted * 1000);
  const month = months[date.getMonth()];
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  forLog = `${two(date.getDate())}/${month}/${date.getFullYear()}:${clock}.`;
  forSyslog = `${month} ${String(date.getDate()).padStart(2, " ")} ${clock}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** How often it is looked whether somebody has set the clock. */
const lookMs = 50;
let lookedMs = Number.NEGATIVE_INFINITY;
let offsetMs = 0;

/** The date of a moment of the monotonic clock; `nowMs`: what that clock says now. */
export function dateOf(momentMs: number, nowMs: number): number {
  if (nowMs - lookedMs >= lookMs) {
    lookedMs = nowMs;
    offsetMs = Date.now() - performance.now();
  }
  return offsetMs + momentMs;
}
