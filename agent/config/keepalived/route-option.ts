import { type Family, familyOf } from "../../base/family.ts";
import type { RouteMetrics } from "../../net/route-message.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import { isAddress, readPrefix } from "./route-address.ts";
import type { NextHop, Route } from "./route-config.ts";
import { pair, realmsOf, tableOf, type WordQueue } from "./route-words.ts";

/** A line while it is read. */
export type RouteDraft = { -readonly [Key in keyof Route]?: Route[Key] } & {
  metrics: { -readonly [Key in keyof RouteMetrics]: RouteMetrics[Key] };
  nextHops: NextHop[];
  family?: Family;
};

/** What may stand in front of the destination. */
export const routeTypes = [
  "unicast",
  "local",
  "broadcast",
  "multicast",
  "throw",
  "unreachable",
  "prohibit",
  "blackhole",
] as const;
const scopes = ["global", "site", "link", "host", "nowhere"] as const;
/** By name, or by the kernel's number. */
const preferences = [
  { name: "medium", number: "0" },
  { name: "high", number: "1" },
  { name: "low", number: "3" },
] as const;
/** rt_protos, as everywhere. */
const protocols: Readonly<Record<string, number>> = {
  ...{ kernel: 2, boot: 3, static: 4, ra: 9, zebra: 11, bird: 12, dhcp: 16, keepalived: 18, babel: 42 },
  ...{ bgp: 186, isis: 187, ospf: 188, rip: 189, eigrp: 192 },
};

export interface RouteReader {
  readonly draft: RouteDraft;
  readonly words: WordQueue;
  readonly report: Report;
}

/** What an option does with the words behind it; `false`: the route is dropped. */
type Option = (reader: RouteReader, word: Word) => unknown;

/** What stands behind the destination, or in front of it. */
export const routeOptions: Readonly<Record<string, Option>> = {
  to: (reader) => readDestination(reader, reader.words.next()),
  via: gateway,
  gw: (reader, word) => {
    reportOld(word, "via", reader.report);
    return gateway(reader);
  },
  src: ({ draft, words }) => {
    const word = words.next();
    if (word === undefined || !isAddress(word.text)) return false;
    draft.source = word.text;
    return true;
  },
  dev: ({ draft, words }) => {
    draft.device = words.next()?.text ?? "";
  },
  oif: ({ draft, words }) => {
    draft.device = words.next()?.text ?? "";
  },
  table: ({ draft, words }) => {
    const word = words.next();
    if (word !== undefined) draft.table = tableOf(word);
  },
  scope: ({ draft, words }) => {
    const text = words.next()?.text ?? "";
    const found = scopes.find((scope) => scope === text);
    if (found === undefined) return false;
    draft.scope = found;
    return true;
  },
  protocol: ({ draft, words }) => {
    const text = words.next()?.text ?? "";
    const number = protocols[text] ?? pair(text)?.[0];
    if (number === undefined) return false;
    draft.protocol = number;
    return true;
  },
  realms: ({ draft, words }) => {
    const realms = realmsOf(words.next()?.text ?? "");
    if (realms === undefined) return false;
    draft.realms = realms;
    return true;
  },
  expires: ({ draft, words, report }) => {
    const seconds = words.number(report);
    if (seconds !== undefined) draft.expiresSeconds = seconds;
  },
  pref: ({ draft, words }) => {
    const text = words.next()?.text ?? "";
    const found = preferences.find(({ name, number }) => text === name || text === number);
    if (found === undefined) return false;
    draft.preference = found.name;
    return true;
  },
  onlink: ({ draft }) => {
    draft.onlink = true;
  },
  no_track: ({ draft }) => {
    draft.untracked = true;
  },
  track_group: ({ words }) => {
    words.next();
  },
  append: ({ draft }) => {
    draft.place = "append";
  },
  add: ({ draft }) => {
    draft.place = "add";
  },
  prepend: () => {},
  inet: ({ draft }) => {
    draft.family = 4;
  },
  inet6: ({ draft }) => {
    draft.family = 6;
  },
  nexthop: ({ draft, words }) => {
    draft.nextHops.push(readNextHop(words));
  },
  ...Object.fromEntries(["metric", "priority", "preference"].map((name) => [name, priority])),
  ...Object.fromEntries(["tos", "dsfield"].map((name) => [name, tos])),
};

/** False: it is none. */
export function readDestination({ draft }: RouteReader, word: Word | undefined): boolean {
  const to = word && readPrefix(word.text, draft.family);
  if (to === undefined) return false;
  draft.to = to;
  if (word?.text !== "default") draft.family ??= familyOf(to.address);
  return true;
}

function gateway({ draft, words }: RouteReader): boolean {
  if (words.ahead?.text === "inet" || words.ahead?.text === "inet6") words.next();
  const word = words.next();
  if (word === undefined || !isAddress(word.text)) return false;
  draft.gateway = word.text;
  return true;
}

function priority({ draft, words, report }: RouteReader): void {
  const value = words.number(report);
  if (value !== undefined) draft.priority = value;
}

function tos({ draft, words, report }: RouteReader): void {
  const value = words.number(report);
  if (value !== undefined) draft.tos = value;
}

/** `via 10.0.0.1 dev eth0 weight 2 onlink`, up to the next `nexthop`. */
function readNextHop(words: WordQueue): NextHop {
  const hop: { -readonly [Key in keyof NextHop]: NextHop[Key] } = { weight: 1 };
  for (;;) {
    const text = words.ahead?.text;
    if (text === undefined || !["via", "dev", "weight", "onlink"].includes(text)) return hop;
    words.next();
    if (text === "onlink") hop.onlink = true;
    else {
      const value = words.next()?.text ?? "";
      if (text === "via") hop.gateway = value;
      else if (text === "dev") hop.device = value;
      else hop.weight = Number(value) || 1;
    }
  }
}

function reportOld(word: Word, instead: string, report: Report): void {
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `"${word.text}" est abandonné pour une route : écrivez "${instead}".`,
    en: `"${word.text}" is deprecated in a route: write "${instead}".`,
  });
}
