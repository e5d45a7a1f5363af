import { type Family, familyOf } from "../../base/family.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import { isAddress, readPrefix } from "./route-address.ts";
import type { NextHop, Route, RouteMetrics } from "./route-config.ts";
import { readMetric } from "./route-metric.ts";
import { pair, realmsOf, reportDropped, tableOf, WordQueue } from "./route-words.ts";

type RouteDraft = { -readonly [Key in keyof Route]?: Route[Key] } & {
  metrics: { -readonly [Key in keyof RouteMetrics]: RouteMetrics[Key] };
  nextHops: NextHop[];
  family?: Family;
};

const types = [
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
/** rt_protos, as everywhere. */
const protocols: Readonly<Record<string, number>> = {
  ...{ kernel: 2, boot: 3, static: 4, ra: 9, zebra: 11, bird: 12, dhcp: 16, keepalived: 18, babel: 42 },
  ...{ bgp: 186, isis: 187, ospf: 188, rip: 189, eigrp: 192 },
};
const refused = ["vrf", "encap", "pref", "expires", "as", "ttl-propagate", "nat"];

interface Reader {
  readonly draft: RouteDraft;
  readonly words: WordQueue;
  readonly report: Report;
}

/** What an option does with the words behind it; `false`: the route is dropped. */
type Option = (reader: Reader, word: Word) => unknown;

const options: Readonly<Record<string, Option>> = {
  to: (reader) => destination(reader, reader.words.next()),
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

/** Reads `192.168.9.0/24 via 10.0.0.1 dev eth0 table 100`: keepalived.conf(5), ip-route(8). */
export function readRoute({ keyword, values }: Statement, report: Report): Route | undefined {
  const words = new WordQueue([keyword, ...values]);
  const draft: RouteDraft = { metrics: {}, nextHops: [] };
  const reader = { draft, words, report };
  for (let word = words.next(); word !== undefined; word = words.next()) {
    if (refused.includes(word.text)) return reportRefused(word, report);
    if (readOption(reader, word) === false) {
      const why = {
        fr: `"${words.last.text}" ne va pas derrière "${word.text}"`,
        en: `"${words.last.text}" does not fit behind "${word.text}"`,
      };
      return reportDropped(words.last, "route", report, why);
    }
  }
  return finish(draft, keyword, report);
}

function readOption(reader: Reader, word: Word): boolean {
  const { draft, words, report } = reader;
  const option = Object.hasOwn(options, word.text) ? options[word.text] : undefined;
  if (option !== undefined) return option(reader, word) !== false;
  if (draft.to === undefined) {
    const type = types.find((name) => name === word.text);
    if (type === undefined) return destination(reader, word);
    draft.type = type;
    return true;
  }
  if (readMetric(draft.metrics, word, words, report)) return true;
  const hint = didYouMean(word.text, Object.keys(options));
  report.mistake(word, "ERR_CONFIG_KEYWORD", {
    fr: `"${word.text}" n'est pas une option de route : keepalived saute cette route.${hint.fr}`,
    en: `"${word.text}" is not an option of a route: keepalived skips this route.${hint.en}`,
  });
  delete draft.to;
  while (words.next() !== undefined);
  return true;
}

function destination({ draft }: Reader, word: Word | undefined): boolean {
  const to = word && readPrefix(word.text, draft.family);
  if (to === undefined) return false;
  draft.to = to;
  if (word?.text !== "default") draft.family ??= familyOf(to.address);
  return true;
}

function gateway({ draft, words }: Reader): boolean {
  if (words.ahead?.text === "inet" || words.ahead?.text === "inet6") words.next();
  const word = words.next();
  if (word === undefined || !isAddress(word.text)) return false;
  draft.gateway = word.text;
  return true;
}

function priority({ draft, words, report }: Reader): void {
  const value = words.number(report);
  if (value !== undefined) draft.priority = value;
}

function tos({ draft, words, report }: Reader): void {
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

function finish({ family: said, ...draft }: RouteDraft, at: Word, report: Report): Route | undefined {
  const { to, gateway: via, metrics, nextHops, ...rest } = draft;
  if (to === undefined) return undefined;
  const family = said ?? (via === undefined ? 4 : familyOf(via));
  const destined = to.prefixLength === 0 && family === 6 ? { address: "::", prefixLength: 0 } : to;
  const addresses = [via, rest.source, ...nextHops.map((hop) => hop.gateway)];
  if (addresses.some((address) => address !== undefined && familyOf(address) !== family)) {
    return reportDropped(at, "route", report, {
      fr: "IPv4 et IPv6 sont mêlés",
      en: "IPv4 and IPv6 are mixed",
    });
  }
  if (rest.device === undefined && !rest.untracked) reportUntracked(at, report);
  if (rest.device !== undefined && !rest.untracked && rest.protocol !== undefined) {
    reportProtocol(at, report);
    delete rest.protocol;
  }
  return {
    ...{ ...rest, to: destined, type: rest.type ?? "unicast" },
    ...(via !== undefined && { gateway: via }),
    ...(Object.keys(metrics).length > 0 && { metrics }),
    ...(nextHops.length > 0 && { nextHops }),
    ...(rest.device === undefined && { untracked: true as const }),
  };
}

function reportProtocol(at: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: 'keepalived ne suit que ses propres routes : il remplace "protocol" par le sien. Ajoutez "no_track" pour garder celui-ci.',
    en: 'keepalived watches its own routes only: it replaces "protocol" by its own. Add "no_track" to keep this one.',
  });
}

function reportUntracked(at: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: 'Sans "dev", keepalived ne peut suivre cette route : si quelqu\'un la retire, rien ne se passe. Ajoutez "dev", ou "no_track" pour le dire.',
    en: 'Without "dev" keepalived cannot watch this route: when somebody removes it, nothing happens. Add "dev", or "no_track" to say so.',
  });
}

function reportOld(word: Word, instead: string, report: Report): void {
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `"${word.text}" est abandonné pour une route : écrivez "${instead}".`,
    en: `"${word.text}" is deprecated in a route: write "${instead}".`,
  });
}

function reportRefused(word: Word, report: Report): undefined {
  report.unsupported(word, {
    fr: `L'option "${word.text}" d'une route n'est pas prise en charge.`,
    en: `The option "${word.text}" of a route is not supported.`,
  });
}
