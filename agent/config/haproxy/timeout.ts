import { didYouMean } from "../../base/nearest.ts";
import type { Timeouts } from "./config.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { parseTime } from "./time.ts";

interface TimeoutRow {
  readonly name: string;
  readonly key?: keyof Timeouts;
  readonly side?: "front" | "back";
}

/** `timeout NAME`: a row without a key is not honoured here. */
export const timeouts: readonly TimeoutRow[] = [
  { name: "client", key: "clientMs", side: "front" },
  { name: "server", key: "serverMs", side: "back" },
  { name: "connect", key: "connectMs", side: "back" },
  { name: "check", key: "checkMs", side: "back" },
  { name: "queue", key: "queueMs", side: "back" },
  { name: "http-keep-alive", key: "httpKeepAliveMs" },
  { name: "http-request", key: "httpRequestMs" },
  { name: "tunnel", key: "tunnelMs", side: "back" },
  { name: "tarpit", key: "tarpitMs" },
  { name: "client-fin", key: "clientFinMs", side: "front" },
  { name: "server-fin", key: "serverFinMs", side: "back" },
];

/** `timeout NAME TIME`. */
export function readTimeout(context: ProxyContext): void {
  const name = wordAt(context, 1);
  const row = timeouts.find((candidate) => candidate.name === name);
  if (!row) {
    refuseName(context, name);
    return;
  }
  const ms = readTime(context, `timeout ${name}`);
  if (ms === undefined || ignored(context, row)) return;
  if (row.key) context.proxy.timeouts[row.key] = ms;
  else context.report.unsupported(context.place(1), `timeout ${name}`);
}

function refuseName(context: ProxyContext, name: string): void {
  const names = timeouts.map((row) => row.name);
  const hint = didYouMean(name, names);
  refuse(context, 1, "ERR_CONFIG_KEYWORD", {
    fr: `"timeout ${name}" n'existe pas.${hint.fr} Valeurs : ${names.join(", ")}.`,
    en: `"timeout ${name}" does not exist.${hint.en} Values: ${names.join(", ")}.`,
  });
}

function readTime(context: ProxyContext, what: string): number | undefined {
  const text = wordAt(context, 2);
  const time = parseTime(text);
  if (time.kind !== "time") {
    refuse(context, 2, time.kind === "overflow" ? "ERR_CONFIG_RANGE" : "ERR_CONFIG_VALUE", {
      fr: `"${what}" attend une durée comme 5s, 500ms ou 1m (au plus 24 jours), pas "${text}".`,
      en: `"${what}" expects a time like 5s, 500ms or 1m (at most 24 days), not "${text}".`,
    });
    return undefined;
  }
  if (context.words.length > 3) {
    refuse(context, 3, "ERR_CONFIG_SYNTAX", {
      fr: `"${what}" ne prend qu'une durée ; retirez "${wordAt(context, 3)}".`,
      en: `"${what}" takes one time only; remove "${wordAt(context, 3)}".`,
    });
    return undefined;
  }
  return time.ms;
}

function ignored(context: ProxyContext, row: TimeoutRow): boolean {
  const { kind, name } = context.proxy;
  const wrong = (kind === "frontend" && row.side === "back") || (kind === "backend" && row.side === "front");
  if (!wrong) return false;
  const belongs = row.side === "back" ? "backend" : "frontend";
  context.report.warned(context.place(0), "ERR_CONFIG_KEYWORD", {
    fr: `"timeout ${row.name}" est ignoré dans ${kind} ${name}. Déplacez-le dans un ${belongs} ou dans defaults.`,
    en: `"timeout ${row.name}" is ignored in ${kind} ${name}. Move it to a ${belongs} or to defaults.`,
  });
  return true;
}
