import { type Family, familyOf } from "../../base/family.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import { readPrefix } from "./route-address.ts";
import type { Rule } from "./route-config.ts";
import { pair, realmsOf, reportDropped, tableOf, WordQueue, wholeNumber } from "./route-words.ts";

type RuleDraft = { -readonly [Key in keyof Rule]?: Rule[Key] };

interface Reader {
  readonly draft: RuleDraft;
  readonly words: WordQueue;
  readonly report: Report;
}

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
const refused = ["l3mdev", "nat", "map-to", "vrf"];

const options: Readonly<Record<string, Option>> = {
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

/** Reads `from 192.168.2.0/24 table 1 preference 500`: keepalived.conf(5), ip-rule(8). Without a preference: `otherwise`. */
export function readRule(
  { keyword, values }: Statement,
  otherwise: () => number,
  report: Report,
): Rule | undefined {
  const words = new WordQueue([keyword, ...values]);
  const draft: RuleDraft = {};
  for (let word = words.next(); word !== undefined; word = words.next()) {
    if (refused.includes(word.text)) return reportRefused(word, report);
    const option = Object.hasOwn(options, word.text) ? options[word.text] : undefined;
    if (option === undefined) return reportUnknown(word, report);
    if (option({ draft, words, report }) === false) {
      const why = {
        fr: `"${words.last.text}" ne va pas derrière "${word.text}"`,
        en: `"${words.last.text}" does not fit behind "${word.text}"`,
      };
      return reportDropped(words.last, "rule", report, why);
    }
  }
  if (draft.action === undefined && draft.table === undefined) {
    return reportDropped(keyword, "rule", report, { fr: "Il manque une table", en: "There is no table" });
  }
  const preference = draft.preference ?? otherwise();
  if (draft.preference === undefined) reportNoPreference(keyword, preference, report);
  const { family = familyFrom(draft), action = "table", ...rest } = draft;
  return { ...rest, family, action, preference };
}

function familyFrom({ from, to }: RuleDraft): Family {
  const address = from?.address ?? to?.address;
  return address === undefined ? 4 : familyOf(address);
}

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

function reportNoPreference(at: Word, given: number, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: `Cette règle n'a pas de preference : keepalived lui donne ${given}, ce qui n'est sans doute pas voulu.`,
    en: `This rule has no preference: keepalived gives it ${given}, which is probably not what you want.`,
  });
}

function reportProtocol(at: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: 'keepalived ne suit que ses propres règles : il remplace "protocol" par le sien.',
    en: 'keepalived watches its own rules only: it replaces "protocol" by its own.',
  });
}

function reportUnknown(word: Word, report: Report): undefined {
  const hint = didYouMean(word.text, Object.keys(options));
  report.mistake(word, "ERR_CONFIG_KEYWORD", {
    fr: `"${word.text}" n'est pas une option de règle : keepalived saute cette règle.${hint.fr}`,
    en: `"${word.text}" is not an option of a rule: keepalived skips this rule.${hint.en}`,
  });
}

function reportRefused(word: Word, report: Report): undefined {
  report.unsupported(word, {
    fr: `L'option "${word.text}" d'une règle n'est pas prise en charge.`,
    en: `The option "${word.text}" of a rule is not supported.`,
  });
}
