import { monthName, two } from "../acl/calendar.ts";
import type { RequestView } from "../acl/view.ts";
import type { Calendar } from "../acl/world.ts";
import type { LogLine } from "./log-line.ts";

type Moment = (view: RequestView | undefined, line: LogLine | undefined) => number;

/** When the request came, or the connection of a line of TCP: milliseconds since 1970. */
export function started(view: RequestView | undefined, line: LogLine | undefined): number {
  return line?.facts.startedMs ?? view?.world?.dateMs() ?? 0;
}

/** Of a request, the silence of its connection before it counts too. */
export function accepted(view: RequestView | undefined, line: LogLine | undefined): number {
  return started(view, line) - (line?.record.kind === "http" ? line.record.idleMs : 0);
}

/** A date as `write` has it; `precise`: with its milliseconds. */
export function date(
  moment: Moment,
  where: "local" | "utc",
  write: (day: Calendar) => string,
  precise = false,
): (view: RequestView | undefined, line: LogLine | undefined) => string | undefined {
  return (view, line) => {
    const dateMs = moment(view, line);
    const calendar = line?.facts.calendar ?? view?.world?.calendar.bind(view.world);
    const text = calendar && write(calendar(dateMs, where));
    return text && precise ? `${text}.${String(Math.floor(dateMs) % 1000).padStart(3, "0")}` : text;
  };
}

/** `21/Nov/2026:07:51:29`. */
export function stamp(day: Calendar): string {
  const clock = [day.hour, day.minute, day.second].map(two).join(":");
  return `${two(day.day)}/${monthName(day)}/${day.year}:${clock}`;
}
