import type { ProxyDraft } from "./draft.ts";
import { type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { parseTime } from "./time.ts";

/** TCP asks a silent peer whether it is still there; what is not said is the system's. */
export interface KeepAlive {
  readonly idleSeconds?: number;
  readonly intervalSeconds?: number;
  readonly count?: number;
}

type Side = "client" | "server";

/** `clitcpka-…`, `srvtcpka-…`: how often, once `option tcpka` or its kin says that it is done [T]. */
export const keepAliveWords: readonly Keyword<ProxyContext>[] = [
  ...words("clitcpka", "front", "client"),
  ...words("srvtcpka", "back", "server"),
];

function words(prefix: string, side: "front" | "back", of: Side): readonly Keyword<ProxyContext>[] {
  return [
    { name: `${prefix}-cnt`, side, read: (context) => readCount(context, of) },
    { name: `${prefix}-idle`, side, read: (context) => readTime(context, of, "idleSeconds") },
    { name: `${prefix}-intvl`, side, read: (context) => readTime(context, of, "intervalSeconds") },
  ];
}

function set({ proxy }: ProxyContext, side: Side, value: KeepAlive): void {
  proxy.keepAlive = { ...proxy.keepAlive, [side]: { ...proxy.keepAlive[side], ...value } };
}

function readCount(context: ProxyContext, side: Side): void {
  const text = wordAt(context, 1);
  if (/^\d+$/.test(text)) set(context, side, { count: Number(text) });
  else {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `"${wordAt(context, 0)}" attend un nombre, pas "${text}".`,
      en: `"${wordAt(context, 0)}" expects a number, not "${text}".`,
    });
  }
}

function readTime(context: ProxyContext, side: Side, key: "idleSeconds" | "intervalSeconds"): void {
  const time = parseTime(wordAt(context, 1));
  if (time.kind === "time") set(context, side, { [key]: Math.ceil(time.ms / 1000) });
  else {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `"${wordAt(context, 0)}" attend une durée comme 30s, pas "${wordAt(context, 1)}".`,
      en: `"${wordAt(context, 0)}" expects a time like 30s, not "${wordAt(context, 1)}".`,
    });
  }
}

/** Undefined: nobody asks. */
export function keepAliveOf({ switches, keepAlive }: ProxyDraft, side: Side): KeepAlive | undefined {
  const own = side === "client" ? "clitcpka" : "srvtcpka";
  return switches.has("tcpka") || switches.has(own) ? (keepAlive[side] ?? {}) : undefined;
}
