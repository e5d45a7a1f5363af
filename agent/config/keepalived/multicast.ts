import { type Family, families, familyOf, isMulticast, normalAddress } from "../../base/family.ts";
import { suitsFamily } from "./address-family.ts";
import type { VrrpInstance } from "./config.ts";
import type { GlobalDraft } from "./global.ts";
import type { InstanceDefaults } from "./instance-defaults.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable, ValueKeyword } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

/** The group that adverts go to: that of the RFCs, unless the file names another. */
export const multicastKeywords: KeywordTable<InstanceDraft> = {
  mcast_dst_ip: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "Le groupe multicast des annonces (224.0.0.18, ff02::12), le même sur tous les nœuds.",
      en: "The multicast group of the adverts (224.0.0.18, ff02::12), the same on all nodes.",
    },
    read: (draft, { values: [word] }, report) => {
      const group = word && readGroup(word, familyOf(word.text), report);
      if (word === undefined || group === undefined || !suitsFamily(draft, group, word, report)) return;
      draft.group = { address: group, at: word };
    },
  },
};

/** The same for all instances of a family. */
export const globalMulticastKeywords: KeywordTable<GlobalDraft> = {
  vrrp_mcast_group4: globalGroup(4),
  vrrp_mcast_group6: globalGroup(6),
};

function globalGroup(family: Family): ValueKeyword<GlobalDraft> {
  const { name } = families[family];
  return {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: `mcast_dst_ip de toutes les instances ${name}.`,
      en: `mcast_dst_ip of all ${name} instances.`,
    },
    read: ({ defaults }, { values: [word] }, report) => {
      const group = word && readGroup(word, family, report);
      if (group !== undefined) defaults.groups[family] = group;
    },
  };
}

export function finishGroup(
  { group, family = 4 }: InstanceDraft,
  { groups }: InstanceDefaults,
  unicast: VrrpInstance["unicast"],
  report: Report,
): Pick<VrrpInstance, "group"> {
  if (group !== undefined && unicast !== undefined) {
    report.mistake(group.at, "ERR_CONFIG_VALUE", {
      fr: "mcast_dst_ip à côté de unicast_peer : keepalived l'ignore. Retirez l'un des deux.",
      en: "mcast_dst_ip beside unicast_peer: keepalived ignores it. Remove one of the two.",
    });
    return {};
  }
  const address = group?.address ?? groups[family];
  return address === undefined || unicast !== undefined ? {} : { group: address };
}

function readGroup(word: Word, family: Family, report: Report): string | undefined {
  const address = normalAddress(word.text);
  const { name } = families[family];
  if (address !== undefined && familyOf(address) === family && isMulticast(address)) return address;
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `"${word.text}" n'est pas une adresse multicast ${name} : keepalived ignore la ligne.`,
    en: `"${word.text}" is not an ${name} multicast address: keepalived ignores the line.`,
  });
  return undefined;
}
