import { families, familyOf, normalAddress } from "../../base/family.ts";
import { suitsFamily } from "./address-family.ts";
import type { UnicastPeer, VrrpInstance } from "./config.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable, Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";

/** What the block says of unicast, as it is read. */
export interface UnicastDraft {
  readonly peers: UnicastPeer[];
  source?: string;
  ttl?: number;
  checkSource: boolean;
  /** The first keyword that asks for unicast. */
  at?: Word;
}

export function unicastDraft(): UnicastDraft {
  return { peers: [], checkSource: false };
}

/** Adverts from one address to a few others, where multicast does not pass. */
export const unicastKeywords: KeywordTable<InstanceDraft> = {
  unicast_src_ip: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "L'adresse d'où partent les annonces (la première de l'interface).",
      en: "The address that adverts come from (the interface's first).",
    },
    read: (draft, { keyword, values: [word] }, report) => {
      draft.unicast.at ??= keyword;
      readSource(draft, word, report);
    },
  },
  mcast_src_ip: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "La même chose pour le multicast.", en: "The same for multicast." },
    read: (draft, { values: [word] }, report) => readSource(draft, word, report),
  },
  unicast_peer: {
    kind: "list",
    doc: {
      fr: "À qui vont les annonces, une adresse par ligne, au lieu du multicast ; min_ttl, max_ttl.",
      en: "Whom adverts go to, one address a line, instead of multicast; min_ttl, max_ttl.",
    },
    read: (draft, statement, report) => {
      draft.unicast.at ??= statement.keyword;
      const peer = readPeer(draft, statement, report);
      if (peer !== undefined) draft.unicast.peers.push(peer);
    },
  },
  unicast_ttl: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "Le TTL de ces annonces (255).", en: "The TTL of these adverts (255)." },
    read: ({ unicast }, { values: [word] }, report) => {
      const value = word && readTtl(word, "unicast_ttl", report);
      if (value !== undefined) unicast.ttl = value;
    },
  },
  check_unicast_src: {
    kind: "value",
    words: [0, 0],
    doc: { fr: "N'écoute que les unicast_peer.", en: "Listens to none but the unicast_peer." },
    read: ({ unicast }) => {
      unicast.checkSource = true;
    },
  },
};

/** Unicast needs peers: without any the original falls back on multicast. */
export function finishUnicast(
  { unicast }: InstanceDraft,
  report: Report,
): Pick<VrrpInstance, "unicast" | "source"> {
  const { peers, source, ttl = 255, at, checkSource } = unicast;
  const from = source === undefined ? {} : { source };
  if (peers.length > 0) {
    const limited = peers.some(({ minTtl, maxTtl }) => minTtl !== undefined || maxTtl !== undefined);
    return { ...from, unicast: { peers, ttl, checkSource: checkSource || limited } };
  }
  if (at !== undefined) reportNoPeer(at, report);
  return from;
}

function readSource(draft: InstanceDraft, word: Word | undefined, report: Report): void {
  const address = word && readAddress(draft, word, report);
  if (address !== undefined) draft.unicast.source = address;
}

function readPeer(
  draft: InstanceDraft,
  { keyword, values }: Statement,
  report: Report,
): UnicastPeer | undefined {
  const address = readAddress(draft, keyword, report);
  if (address === undefined) return undefined;
  const limits: { minTtl?: number; maxTtl?: number } = {};
  const words = [...values];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const value = words.shift();
    const ttl = value && readTtl(value, word.text, report);
    if (word.text === "min_ttl" && ttl !== undefined) limits.minTtl = ttl;
    else if (word.text === "max_ttl" && ttl !== undefined) limits.maxTtl = ttl;
    else if (word.text !== "min_ttl" && word.text !== "max_ttl") reportOption(word, report);
  }
  return { address, ...limits };
}

function readAddress(draft: InstanceDraft, word: Word, report: Report): string | undefined {
  const address = normalAddress(word.text);
  if (address !== undefined) return suitsFamily(draft, address, word, report) ? address : undefined;
  const { name } = families[familyOf(word.text)];
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `"${word.text}" n'est pas une adresse ${name} : keepalived saute cette ligne.`,
    en: `"${word.text}" is not an ${name} address: keepalived skips this line.`,
  });
  return undefined;
}

function readTtl(word: Word, keyword: string, report: Report): number | undefined {
  return readNumber(word, { keyword, minimum: 0, maximum: 255, otherwise: "255" }, report);
}

function reportOption(word: Word, report: Report): void {
  report.mistake(word, "ERR_CONFIG_KEYWORD", {
    fr: `"${word.text}" n'est pas une option de unicast_peer : keepalived l'ignore. Possibles : min_ttl, max_ttl.`,
    en: `"${word.text}" is not an option of unicast_peer: keepalived ignores it. Possible: min_ttl, max_ttl.`,
  });
}

function reportNoPeer(at: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: "Il n'y a aucun unicast_peer : keepalived annonce en multicast. Nommez l'autre nœud dans unicast_peer { … }, ou retirez la ligne.",
    en: "There is no unicast_peer: keepalived sends multicast. Name the other node in unicast_peer { … }, or remove the line.",
  });
}
