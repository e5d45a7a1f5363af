import { didYouMean } from "../../base/nearest.ts";
import type { LogTarget } from "./config.ts";
import { type LineContext, type ProxyContext, refuse, wordAt } from "./keyword.ts";

const facilities = (
  "kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2 " +
  "local0 local1 local2 local3 local4 local5 local6 local7"
).split(" ");
export const levels = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];
const otherFormats = ["rfc5424", "priority", "short", "timed", "iso"];
const formats = ["local", "rfc3164", "raw", ...otherFormats];

/** The number of a facility in syslog's priority: RFC 5424 §6.2.1. */
export function facilityNumber(name: string): number {
  return Math.max(0, facilities.indexOf(name));
}

/** The number of a level: 0 emerg … 7 debug. */
export function levelNumber(name: string): number {
  return Math.max(0, levels.indexOf(name));
}

/** `log global`, `log ADDRESS …` or `no log` in a proxy. */
export function readProxyLog(context: ProxyContext): void {
  const { proxy } = context;
  if (context.negated) {
    proxy.logs = [];
    proxy.logsToGlobal = false;
    return;
  }
  if (wordAt(context, 1) === "global" && context.words.length === 2) {
    proxy.logsToGlobal = true;
    return;
  }
  const target = readLogTarget(context);
  if (target) proxy.logs.push(target);
}

/** `log ADDRESS [len N] [format F] [sample S] FACILITY [LEVEL [MINIMUM]]`: manual §3.1. */
export function readLogTarget(context: LineContext): LogTarget | undefined {
  let at = 2;
  let format: LogTarget["format"] = "local";
  for (; ["len", "format", "sample"].includes(wordAt(context, at)); at += 2) {
    const chosen = readOption(context, at);
    if (chosen === undefined) return undefined;
    if (chosen !== "other") format = chosen;
  }
  const facility = wordAt(context, at);
  if (wordAt(context, 1) === "" || facility === "") {
    refuse(context, context.words.length, "ERR_CONFIG_SYNTAX", {
      fr: '"log" attend une adresse et une catégorie : "log /dev/log local0", ou "log global" dans un proxy.',
      en: '"log" expects an address and a facility: "log /dev/log local0", or "log global" in a proxy.',
    });
    return undefined;
  }
  if (!known(context, at, facilities) || !known(context, at + 1, levels) || !known(context, at + 2, levels)) {
    return undefined;
  }
  return target(context, at, { format, facility });
}

function target(
  context: LineContext,
  at: number,
  found: Pick<LogTarget, "format" | "facility">,
): LogTarget | undefined {
  const extra = wordAt(context, at + 3);
  if (extra !== "") {
    refuse(context, at + 3, "ERR_CONFIG_SYNTAX", {
      fr: `"log" ne sait que faire de "${extra}". Retirez ce mot.`,
      en: `"log" cannot handle "${extra}". Remove this word.`,
    });
    return undefined;
  }
  if (wordAt(context, at + 2) !== "")
    context.report.unsupported(context.place(at + 2), "log … minimum level");
  const address = wordAt(context, 1);
  if (/^(ring@|fd@|tcp|ipv6@|unix@|\[)/.test(address) || isBareIpv6(address)) {
    context.report.unsupported(context.place(1), `log ${address}`);
  }
  const level = wordAt(context, at + 1);
  return { address, ...found, ...(level === "" ? {} : { minimumLevel: level }) };
}

function isBareIpv6(address: string): boolean {
  return !address.startsWith("/") && address.split(":").length > 2;
}

function readOption(context: LineContext, at: number): LogTarget["format"] | "other" | undefined {
  const option = wordAt(context, at);
  const value = wordAt(context, at + 1);
  if (option !== "format") {
    context.report.unsupported(context.place(at), `log … ${option}`);
    return "other";
  }
  if (!known(context, at + 1, formats)) return undefined;
  if (!otherFormats.includes(value)) return value as LogTarget["format"];
  context.report.unsupported(context.place(at + 1), `log … format ${value}`);
  return "other";
}

/** True when the word is absent or one of the list; else it is refused. */
function known(context: LineContext, index: number, list: readonly string[]): boolean {
  const text = wordAt(context, index);
  if (text === "" || list.includes(text)) return true;
  const hint = didYouMean(text, list);
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"${text}" n'est pas connu ici.${hint.fr} Valeurs : ${list.join(", ")}.`,
    en: `"${text}" is not known here.${hint.en} Values: ${list.join(", ")}.`,
  });
  return false;
}
