import { parseIpv4 } from "../../base/ip.ts";
import { didYouMean } from "../../base/nearest.ts";
import { computedBroadcast, longestBroadcastPrefix } from "./broadcast.ts";
import type { VirtualAddress } from "./config.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

type Draft = { -readonly [Key in keyof VirtualAddress]: VirtualAddress[Key] };

const unsupportedOptions = ["peer", "home", "-nodad", "mngtmpaddr", "noprefixroute", "autojoin", "no_track"];
unsupportedOptions.push("preferred_lft", "track_group", "use_vmac");
const options = ["brd", "broadcast", "dev", "scope", "label"] as const;
type Option = (typeof options)[number];

/** Scopes that rt_scopes(5) names and that an address can have. */
const scopes = new Set(["global", "site", "link", "host", "nowhere"]);
/** The kernel's IFNAMSIZ is 16 with the final zero. */
const longestLabel = 15;

/** Reads `192.168.1.35/32 brd 192.168.1.255 dev eth0 scope global label eth0:1`; undefined when the original drops it. */
export function readVirtualAddress(statement: Statement, report: Report): VirtualAddress | undefined {
  const draft = readAddress(statement.keyword, report);
  if (draft === undefined) return undefined;
  const words = [...statement.values];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (unsupportedOptions.includes(word.text)) return reportUnsupported(word, report);
    if (!isOption(word.text)) reportUnknown(word, report);
    else if (!readOption(draft, word, words.shift(), report)) return undefined;
  }
  return draft;
}

function readAddress(word: Word, report: Report): Draft | undefined {
  const [address = "", prefix] = word.text.split("/");
  if (address.includes(":")) {
    report.unsupported(word, {
      fr: "Une adresse virtuelle IPv6 n'est pas encore prise en charge.",
      en: "An IPv6 virtual address is not supported yet.",
    });
    return undefined;
  }
  if (parseIpv4(address) === undefined) {
    report.mistake(word, "ERR_CONFIG_VALUE", {
      fr: `"${address}" n'est pas une adresse IPv4 : keepalived saute cette ligne.`,
      en: `"${address}" is not an IPv4 address: keepalived skips this line.`,
    });
    return undefined;
  }
  return { address, prefixLength: readPrefix(word, prefix, report) };
}

function readPrefix(word: Word, prefix: string | undefined, report: Report): number {
  if (prefix === undefined) return 32;
  if (/^\d+$/.test(prefix) && Number(prefix) <= 32) return Number(prefix);
  report.mistake(word, "ERR_CONFIG_RANGE", {
    fr: `La longueur de préfixe /${prefix} est en dehors de 0 à 32 : keepalived prend 32.`,
    en: `The prefix length /${prefix} is outside 0 to 32: keepalived takes 32.`,
  });
  return 32;
}

function readOption(draft: Draft, word: Word, value: Word | undefined, report: Report): boolean {
  if (value === undefined)
    return drop(word, report, `"${word.text}" n'a pas de valeur`, `"${word.text}" has no value`);
  switch (word.text as Option) {
    case "brd":
    case "broadcast":
      return readBroadcast(draft, value, report);
    case "dev":
      draft.device = value.text;
      return true;
    case "label":
      draft.label = value.text;
      if (value.text.length <= longestLabel) return true;
      return drop(
        value,
        report,
        "l'étiquette a plus de 15 caractères",
        "the label has more than 15 characters",
      );
    case "scope":
      if (scopes.has(value.text)) draft.scope = value.text;
      else reportScope(value, report);
      return true;
  }
}

function readBroadcast(draft: Draft, value: Word, report: Report): boolean {
  const { text } = value;
  if (text === "+" || text === "-") {
    if (draft.prefixLength <= longestBroadcastPrefix)
      draft.broadcast = computedBroadcast(draft.address, draft.prefixLength, text);
    else
      report.mistake(value, "ERR_CONFIG_RANGE", {
        fr: `/${draft.prefixLength} ne laisse pas de place pour une adresse de diffusion : keepalived n'en met pas. Écrivez le préfixe du réseau, par exemple /24, ou retirez "brd".`,
        en: `/${draft.prefixLength} leaves no room for a broadcast address: keepalived sets none. Write the network's prefix, /24 for example, or remove "brd".`,
      });
    return true;
  }
  draft.broadcast = text;
  if (parseIpv4(text) !== undefined) return true;
  return drop(value, report, `"${text}" n'est pas une adresse`, `"${text}" is not an address`);
}

/** The original removes the whole address. */
function drop(word: Word, report: Report, fr: string, en: string): false {
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `${fr} : keepalived retire toute l'adresse virtuelle.`,
    en: `${en}: keepalived removes the whole virtual address.`,
  });
  return false;
}

function reportScope(word: Word, report: Report): void {
  const hint = didYouMean(word.text, scopes);
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `"${word.text}" n'est pas une portée : keepalived l'ignore.${hint.fr}`,
    en: `"${word.text}" is not a scope: keepalived ignores it.${hint.en}`,
  });
}

function reportUnsupported(word: Word, report: Report): undefined {
  report.unsupported(word, {
    fr: `L'option "${word.text}" d'une adresse virtuelle n'est pas encore prise en charge.`,
    en: `The option "${word.text}" of a virtual address is not supported yet.`,
  });
}

function reportUnknown(word: Word, report: Report): void {
  const hint = didYouMean(word.text, options);
  report.mistake(word, "ERR_CONFIG_KEYWORD", {
    fr: `"${word.text}" n'est pas une option d'adresse : keepalived l'ignore (une adresse par ligne).${hint.fr}`,
    en: `"${word.text}" is not an option of an address: keepalived ignores it (one address per line).${hint.en}`,
  });
}

function isOption(text: string): text is Option {
  return (options as readonly string[]).includes(text);
}
