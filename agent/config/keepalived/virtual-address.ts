import { families, familyOf, normalAddress } from "../../base/family.ts";
import { nearest } from "../../base/nearest.ts";
import { type AddressDraft, addressOptions, dropAddress } from "./address-option.ts";
import type { VirtualAddress } from "./config.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

/** Reads `192.168.1.35/32 brd 192.168.1.255 dev eth0 scope global label eth0:1`; undefined when the original drops it. */
export function readVirtualAddress(statement: Statement, report: Report): VirtualAddress | undefined {
  const draft = readAddress(statement.keyword, report);
  if (draft === undefined) return undefined;
  const words = [...statement.values];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const option = Object.hasOwn(addressOptions, word.text) ? addressOptions[word.text] : undefined;
    if (option === undefined) reportUnknown(word, report);
    else if (option.kind === "flag") option.set(draft, word, report);
    else {
      const value = words.shift();
      if (value === undefined) {
        dropAddress(word, report, `"${word.text}" n'a pas de valeur`, `"${word.text}" has no value`);
        return undefined;
      }
      if (!option.read(draft, value, report)) return undefined;
    }
  }
  return finish(draft);
}

function readAddress(word: Word, report: Report): AddressDraft | undefined {
  const [text = "", prefix] = word.text.split("/");
  const address = normalAddress(text);
  const family = familyOf(text);
  if (address === undefined) {
    const { name } = families[family];
    report.mistake(word, "ERR_CONFIG_VALUE", {
      fr: `"${text}" n'est pas une adresse ${name} : keepalived saute cette ligne.`,
      en: `"${text}" is not an ${name} address: keepalived skips this line.`,
    });
    return undefined;
  }
  const longest = 8 * families[family].addressBytes;
  const prefixLength = readPrefix(word, prefix, longest, report);
  // So that the address can be used at once: nobody else has it, or VRRP would not have given it to us.
  const flags = new Set(family === 6 ? (["nodad"] as const) : []);
  return { address, family, prefixLength, prefixSaid: prefix !== undefined, flags };
}

function readPrefix(word: Word, prefix: string | undefined, longest: number, report: Report): number {
  if (prefix === undefined) return longest;
  if (/^\d+$/.test(prefix) && Number(prefix) <= longest) return Number(prefix);
  report.mistake(word, "ERR_CONFIG_RANGE", {
    fr: `La longueur de préfixe /${prefix} est en dehors de 0 à ${longest} : keepalived prend ${longest}.`,
    en: `The prefix length /${prefix} is outside 0 to ${longest}: keepalived takes ${longest}.`,
  });
  return longest;
}

/** An IPv6 address of /128 is not preferred, as with the original: connections do not come from it (RFC 6724 §5). */
function finish({ family, flags, prefixSaid: _, preferredSeconds, ...draft }: AddressDraft): VirtualAddress {
  const preferred = preferredSeconds ?? (family === 6 && draft.prefixLength === 128 ? 0 : "forever");
  return {
    ...draft,
    ...(flags.size > 0 ? { flags: [...flags] } : {}),
    ...(preferred === "forever" ? {} : { preferredSeconds: preferred }),
  };
}

function reportUnknown(word: Word, report: Report): void {
  const text = {
    fr: `"${word.text}" n'est pas une option d'adresse : keepalived l'ignore (une adresse par ligne).`,
    en: `"${word.text}" is not an option of an address: keepalived ignores it (one address per line).`,
  };
  report.misspelt(word, "ERR_CONFIG_KEYWORD", text, nearest(word.text, Object.keys(addressOptions)));
}
