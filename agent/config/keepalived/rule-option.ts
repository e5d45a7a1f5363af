import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import { readPrefix } from "./route-address.ts";
import type { Rule } from "./route-config.ts";
import { pair, realmsOf, tableOf, type WordQueue, wholeNumber } from "./route-words.ts";

/** A line while it is read. */
export type RuleDraft = { -readonly [Key in keyof Rule]?: Rule[Key] };

interface Reader {
  readonly draft: RuleDraft;
  readonly words: WordQueue;
  readonly report: Report;
}

/** What an option does with the words behind it; `false`: the rule is dropped. */
type Option = (reader: Reader) => unknown;

/** in_addr.h; ip-rule(8) knows them by these names. */
const ipProtocols: Readonly<Record<string, number>> = {
  icmp: 1,
  tcp: 6,
  udp: 17,
  dccp: 33,
  gre: 47,
  sctp: 132,
};
/** By name: keepalived.conf(5), ip-rule(8). */
export const ruleOptions: Readonly<Record<string, Option>> = {
  from: (reader) => prefix(reader, "from"),
  to: (reader) => prefix(reader, "to"),
  not: ({ draft }) => {
    draft.inverted = true;
  },
  iif: ({ draft, words }) => {
    draft.incoming = words.next()?.text ?? "";
  },
  oif: ({ draft, words }) => {
    draft.outgoing = words.next()?.text ?? "";
  },
  fwmark: ({ draft, words }) => {
    const mark = pair(words.next()?.text ?? "");
    if (mark === undefined) return false;
    const [value, mask] = mark;
    draft.mark = { value, ...(mask !== undefined && { mask }) };
    return true;
  },
  realms: ({ draft, words }) => {
    const realms = realmsOf(words.next()?.text ?? "");
    if (realms === undefined) return false;
    draft.realms = realms;
    return true;
  },
  goto: ({ draft, words, report }) => {
    const target = words.number(report);
    if (target === undefined) return false;
    draft.action = "goto";
    draft.target = target;
    return true;
  },
  suppress_prefixlength: ({ draft, words, report }) => {
    const length = words.number(report);
    if (length !== undefined) draft.suppressPrefixLength = length;
  },
  suppress_ifgroup: ({ draft, words, report }) => {
    const group = words.number(report);
    if (group !== undefined) draft.suppressGroup = group;
  },
  uidrange: ({ draft, words }) => range(words, (from, to) => (draft.users = [from, to])),
  sport: ({ draft, words }) => range(words, (from, to) => (draft.sourcePorts = [from, to])),
  dport: ({ draft, words }) => range(words, (from, to) => (draft.destinationPorts = [from, to])),
  protocol: ({ words, report }) => {
    const word = words.next();
    if (word !== undefined && !["18", "keepalived"].includes(word.text)) reportProtocol(word, report);
  },
  no_track: ({ draft }) => {
    draft.untracked = true;
  },
  track_group: ({ words }) => {
    words.next();
  },
  inet: ({ draft }) => {
    draft.family = 4;
  },
  inet6: ({ draft }) => {
    draft.family = 6;
  },
  ...aliases(["table", "lookup"], ({ draft, words }) => {
    const word = words.next();
    if (word === undefined) return false;
    draft.table = tableOf(word);
    return true;
  }),
  l3mdev: ({ draft }) => {
    draft.l3mdev = true;
  },
  ...aliases(["preference", "priority", "order"], ({ draft, words, report }) => {
    const value = words.number(report);
    if (value !== undefined) draft.preference = value;
  }),
  ...aliases(["tos", "dsfield"], ({ draft, words, report }) => {
    const value = words.number(report);
    if (value !== undefined) draft.tos = value;
  }),
  ...aliases(["ipproto", "ip_proto"], ({ draft, words }) => {
    const text = words.next()?.text.toLowerCase() ?? "";
    const number = ipProtocols[text] ?? wholeNumber(text);
    if (number === undefined) return false;
    draft.ipProtocol = number;
    return true;
  }),
  ...Object.fromEntries(
    (["blackhole", "unreachable", "prohibit"] as const).map((action): [string, Option] => [
      action,
      ({ draft }) => {
        draft.action = action;
      },
    ]),
  ),
};

function prefix({ draft, words }: Reader, field: "from" | "to"): boolean {
  const { text = "" } = words.next() ?? {};
  if (["all", "any", "default"].includes(text)) return true;
  const read = readPrefix(text);
  if (read === undefined) return false;
  draft[field] = read;
  return true;
}

function range(words: WordQueue, set: (from: number, to: number) => void): boolean {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(words.next()?.text ?? "") ?? [];
  if (from === undefined || to === undefined) return false;
  set(Number(from), Number(to));
  return true;
}

function aliases(names: readonly string[], option: Option): Readonly<Record<string, Option>> {
  return Object.fromEntries(names.map((name) => [name, option]));
}

function reportProtocol(at: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: 'keepalived ne suit que ses propres règles : il remplace "protocol" par le sien.',
    en: 'keepalived watches its own rules only: it replaces "protocol" by its own.',
  });
}
