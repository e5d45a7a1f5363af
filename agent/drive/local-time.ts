const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** The second that was written last: a busy log asks for the same one thousands of times. */
let second = Number.NaN;
let forLog = "";
let forSyslog = "";

/** `21/Nov/2026:07:51:29.072`, local time. */
export function localDate(date: Date): string {
  const ms = date.getTime();
  keep(Math.floor(ms / 1000));
  return `${forLog}.${String(((ms % 1000) + 1000) % 1000).padStart(3, "0")}`;
}

/** `Nov 21 08:25:58`. */
export function syslogDate(date: Date): string {
  keep(Math.floor(date.getTime() / 1000));
  return forSyslog;
}

function keep(wanted: number): void {
  if (wanted === second) return;
  second = wanted;
  const date = new Date(wanted * 1000);
  const month = months[date.getMonth()];
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  forLog = `${two(date.getDate())}/${month}/${date.getFullYear()}:${clock}`;
  forSyslog = `${month} ${String(date.getDate()).padStart(2, " ")} ${clock}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
