import { formatDate, httpDate } from "../calendar.ts";
import type { Arguments, Converter } from "../fetch.ts";
import type { World } from "../world.ts";

/** Converters from seconds since 1970 to dates. */
export const timeConverters: readonly Converter[] = [
  written("http_date", "utc"),
  written("utime", "utc"),
  written("ltime", "local"),
];

/** `utime(format,offset)`; `http_date(offset,unit)` has its format. */
function written(name: string, zone: Parameters<World["calendar"]>[1]): Converter {
  const isHttp = name === "http_date";
  return {
    name,
    takes: "number",
    gives: "text",
    parameters: isHttp ? ["number", "text"] : ["text", "number"],
    ...(isHttp ? {} : { required: 1 }),
    compile: (args: Arguments) => {
      const [format = "", unit = ""] = isHttp ? [] : args;
      const offset = Number((isHttp ? args[0] : unit) || "0");
      const perSecond = isHttp ? (units[args[1] ?? ""] ?? 1) : 1;
      return (sample, { world }) => {
        if (!world) return undefined;
        const date = world.calendar(((Number(sample) + offset) / perSecond) * 1000, zone);
        if (!isHttp) return formatDate(format, date);
        // In parts of a second these stand behind it.
        return perSecond === 1 ? httpDate(date) : httpDate(date, (Number(sample) + offset) % perSecond);
      };
    },
  };
}

const units: Readonly<Record<string, number>> = { s: 1, ms: 1000, us: 1_000_000 };
