import { type Family, families, familyOf, normalAddress } from "../../base/family.ts";
import { parseIpv4 } from "../../base/ip.ts";
import { nearest } from "../../base/nearest.ts";
import { computedBroadcast, longestBroadcastPrefix } from "./broadcast.ts";
import type { AddressFlag, VirtualAddress } from "./config.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

type Changing = { -readonly [Key in keyof VirtualAddress]: VirtualAddress[Key] };

/** An address while its line is read. */
export interface AddressDraft extends Omit<Changing, "flags" | "preferredSeconds"> {
  readonly family: Family;
  readonly flags: Set<AddressFlag>;
  preferredSeconds?: number | "forever";
  /** The line says how long the prefix is. */
  readonly prefixSaid: boolean;
}

/** An option behind an address; `false`: the original drops the whole address. */
export type AddressOption =
  | { readonly kind: "flag"; set(draft: AddressDraft, word: Word, report: Report): void }
  | { readonly kind: "value"; read(draft: AddressDraft, value: Word, report: Report): boolean };

/** Scopes that rt_scopes(5) names and that an address can have. */
const scopes = new Set(["global", "site", "link", "host", "nowhere"]);
/** The kernel's IFNAMSIZ is 16 with the final zero. */
const longestLabel = 15;

const broadcast: AddressOption = { kind: "value", read: readBroadcast };

/** keepalived.conf(5), `virtual_ipaddress`. */
export const addressOptions: Readonly<Record<string, AddressOption>> = {
  brd: broadcast,
  broadcast,
  dev: {
    kind: "value",
    read: (draft, value) => {
      draft.device = value.text;
      return true;
    },
  },
  scope: { kind: "value", read: readScope },
  label: { kind: "value", read: readLabel },
  peer: { kind: "value", read: readPeer },
  preferred_lft: { kind: "value", read: readLifetime },
  "-nodad": { kind: "flag", set: ({ flags }) => flags.delete("nodad") },
  home: { kind: "flag", set: ({ flags }) => flags.add("home") },
  mngtmpaddr: { kind: "flag", set: ({ flags }) => flags.add("mngtmpaddr") },
  noprefixroute: { kind: "flag", set: ({ flags }) => flags.add("noprefixroute") },
  autojoin: { kind: "flag", set: reportAutojoin },
  no_track: {
    kind: "flag",
    set: (draft) => {
      draft.untracked = true;
    },
  },
};

/** The original drops the whole address. */
export function dropAddress(word: Word, report: Report, fr: string, en: string): false {
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `${fr} : keepalived retire toute l'adresse virtuelle.`,
    en: `${en}: keepalived removes the whole virtual address.`,
  });
  return false;
}

function readBroadcast(draft: AddressDraft, value: Word, report: Report): boolean {
  const { text } = value;
  if (draft.family === 6)
    return dropAddress(value, report, "IPv6 n'a pas de diffusion", "IPv6 knows no broadcast");
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
  return dropAddress(value, report, `"${text}" n'est pas une adresse`, `"${text}" is not an address`);
}

function readScope(draft: AddressDraft, value: Word, report: Report): boolean {
  if (draft.family === 6) reportNotIpv6(value, "scope", report);
  else if (scopes.has(value.text)) draft.scope = value.text;
  else {
    const text = {
      fr: `"${value.text}" n'est pas une portée : keepalived l'ignore.`,
      en: `"${value.text}" is not a scope: keepalived ignores it.`,
    };
    report.misspelt(value, "ERR_CONFIG_VALUE", text, nearest(value.text, scopes));
  }
  return true;
}

function readLabel(draft: AddressDraft, value: Word, report: Report): boolean {
  if (draft.family === 6) {
    reportNotIpv6(value, "label", report);
    return true;
  }
  draft.label = value.text;
  if (value.text.length <= longestLabel) return true;
  return dropAddress(
    value,
    report,
    "l'étiquette a plus de 15 caractères",
    "the label has more than 15 characters",
  );
}

function readPeer(draft: AddressDraft, value: Word, report: Report): boolean {
  const [text = "", prefix] = value.text.split("/");
  const peer = normalAddress(text);
  const { name, addressBytes } = families[draft.family];
  if (peer === undefined || familyOf(peer) !== draft.family)
    return dropAddress(
      value,
      report,
      `"${text}" n'est pas une adresse ${name}`,
      `"${text}" is not an ${name} address`,
    );
  if (draft.prefixSaid)
    report.mistake(value, "ERR_CONFIG_VALUE", {
      fr: `La longueur de préfixe se met derrière l'adresse de l'autre bout (peer) : keepalived ignore celle de ${draft.address}.`,
      en: `The prefix length goes behind the address of the other end (peer): keepalived ignores that of ${draft.address}.`,
    });
  draft.prefixLength = 8 * addressBytes;
  // As the original: with a prefix length it sets no peer.
  if (prefix === undefined) draft.peer = peer;
  return true;
}

/** Only IPv6 addresses can be preferred for a while: with IPv4 the original sets it to no effect. */
function readLifetime(draft: AddressDraft, value: Word, report: Report): boolean {
  const isNumber = /^\d+$/.test(value.text) && Number(value.text) < 0xffff_ffff;
  if (isNumber && draft.family === 6) draft.preferredSeconds = Number(value.text);
  else if (value.text === "forever") draft.preferredSeconds = "forever";
  else if (!isNumber)
    report.mistake(value, "ERR_CONFIG_VALUE", {
      fr: `"${value.text}" n'est pas une durée : keepalived l'ignore. Écrivez des secondes ou "forever".`,
      en: `"${value.text}" is not a lifetime: keepalived ignores it. Write seconds or "forever".`,
    });
  return true;
}

function reportNotIpv6(word: Word, option: string, report: Report): void {
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `Une adresse IPv6 n'a pas d'option "${option}" : keepalived l'ignore.`,
    en: `An IPv6 address has no option "${option}": keepalived ignores it.`,
  });
}

function reportAutojoin({ flags }: AddressDraft, word: Word, report: Report): void {
  flags.add("autojoin");
  const text = {
    fr: "autojoin est fait pour des adresses multicast : le noyau refuse toute autre adresse, et keepalived continue sans elle.",
    en: "autojoin is made for multicast addresses: the kernel refuses any other address, and keepalived goes on without it.",
  };
  report.mistake(word, "ERR_CONFIG_VALUE", text, 0);
}
