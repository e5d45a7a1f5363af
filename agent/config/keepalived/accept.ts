import type { GlobalDraft } from "./global.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable } from "./keyword.ts";
import { readNumber } from "./number.ts";

/** Whether a master that is no address owner takes packets for the virtual addresses: RFC 9568 §6.1, Accept_Mode. */
export const acceptKeywords: KeywordTable<InstanceDraft> = {
  accept: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Un maître reçoit ce qui est adressé aux adresses virtuelles (défaut, sauf sous vrrp_strict).",
      en: "A master receives what is addressed to the virtual addresses (the default, but not under vrrp_strict).",
    },
    read: (draft) => {
      draft.accept = true;
    },
  },
  no_accept: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "nftables écarte ce qui va aux adresses virtuelles et en vient, sauf pour le propriétaire (priority 255).",
      en: "nftables drops what goes to the virtual addresses and comes from them, but for the owner (priority 255).",
    },
    read: (draft) => {
      draft.accept = false;
    },
  },
};

/** How the table is made that drops these packets: keepalived.conf(5). */
export const firewallKeywords: KeywordTable<GlobalDraft> = {
  nftables: {
    kind: "value",
    words: [0, 1],
    doc: {
      fr: "Le nom de la table nftables de no_accept et de vrrp_strict (keepalived).",
      en: "The name of the nftables table of no_accept and vrrp_strict (keepalived).",
    },
    read: ({ defs }, { values: [name] }) => {
      defs.firewall = { ...defs.firewall, ...(name && { table: name.text }) };
    },
  },
  nftables_priority: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "La priorité de ses chaînes (−1).",
      en: "The priority of its chains (−1).",
    },
    read: ({ defs }, { values: [word] }, report) => {
      const range = {
        keyword: "nftables_priority",
        minimum: -(2 ** 31),
        maximum: 2 ** 31 - 1,
        otherwise: "-1",
      };
      const priority = word && readNumber(word, range, report);
      if (priority !== undefined) defs.firewall = { ...defs.firewall, priority };
    },
  },
  nftables_counters: {
    kind: "value",
    words: [0, 0],
    doc: { fr: "Ses règles comptent les paquets.", en: "Its rules count packets." },
    read: ({ defs }) => {
      defs.firewall = { ...defs.firewall, counters: true };
    },
  },
  vrrp_iptables: {
    kind: "value",
    words: [0, 2],
    doc: {
      fr: "Ancien mot-clé : nftables est employé à la place, comme par l'original de Debian.",
      en: "An old keyword: nftables is used in its place, as by Debian's original.",
    },
    read: (_, { keyword }, report) =>
      report.mistake(keyword, "ERR_CONFIG_VALUE", {
        fr: "iptables n'est pas pris en charge : nftables est employé à sa place. Écrivez « nftables ».",
        en: 'iptables is not supported: nftables is used in its place. Write "nftables".',
      }),
  },
};

/** Strict: not, unless the block says so. */
export function finishAccept({ accept, priority }: InstanceDraft, strict: boolean): { noAccept?: true } {
  return (accept ?? !strict) || priority === 255 ? {} : { noAccept: true };
}
