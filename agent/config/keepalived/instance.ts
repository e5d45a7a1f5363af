import { nearest } from "../../base/nearest.ts";
import { acceptKeywords } from "./accept.ts";
import { familyKeywords, suitsFamily } from "./address-family.ts";
import { authenticationKeywords } from "./authentication.ts";
import { conductKeywords } from "./conduct.ts";
import { garpKeywords } from "./garp.ts";
import { garpElsewhereKeywords } from "./garp-elsewhere.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { multicastKeywords } from "./multicast.ts";
import { instanceNotifyKeywords, notifyKeywords } from "./notify.ts";
import { readNumber } from "./number.ts";
import { preemptionKeywords } from "./preemption.ts";
import { protocolKeywords } from "./protocol.ts";
import { instanceRefused } from "./refused.ts";
import type { Report } from "./report.ts";
import { trackInterfaceKeywords } from "./track-interface.ts";
import { trackListKeywords } from "./track-list.ts";
import { unicastKeywords } from "./unicast.ts";
import { readVirtualAddress } from "./virtual-address.ts";
import { virtualMacKeywords } from "./virtual-mac.ts";
import { virtualRouteKeywords } from "./virtual-route.ts";
import { watchKeywords } from "./watch.ts";
import { instanceWithoutEffect } from "./without-effect.ts";

/** `vrrp_instance NAME`: keepalived.conf(5), "VRRP instance(s)". */
export const instanceKeywords: KeywordTable<InstanceDraft> = {
  state: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "MASTER ou BACKUP : une première supposition, la priorité décide.",
      en: "MASTER or BACKUP: a first guess, the priority decides.",
    },
    read: (draft, { values: [word] }, report) => {
      if (word !== undefined) draft.initialState = readState(word, report);
    },
  },
  interface: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "L'interface des annonces.", en: "The interface of the adverts." },
    read: (draft, { values: [word] }, report) => {
      if (word === undefined) return;
      draft.interfaceName = word;
      if (word.text === "lo") reportLoopback(word, report);
    },
  },
  virtual_router_id: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "1 à 255, le même sur les deux nœuds.", en: "1 to 255, the same on both nodes." },
    read: (draft, { values: [word] }, report) => {
      const range = { keyword: "virtual_router_id", minimum: 1, maximum: 255, otherwise: "–" };
      const value = word && readNumber(word, range, report);
      if (value !== undefined) draft.virtualRouterId = value;
    },
  },
  priority: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "1 à 254 (100) ; 255 pour le propriétaire de l'adresse.",
      en: "1 to 254 (100); 255 for the address owner.",
    },
    read: (draft, { values: [word] }, report) => {
      const range = { keyword: "priority", minimum: 1, maximum: 255, otherwise: "100" };
      draft.priority = (word && readNumber(word, range, report)) ?? 100;
    },
  },
  ...protocolKeywords,
  ...preemptionKeywords,
  authentication: {
    kind: "block",
    doc: { fr: "Mot de passe commun.", en: "The common password." },
    table: authenticationKeywords,
  },
  virtual_ipaddress: {
    kind: "list",
    doc: { fr: "Les adresses virtuelles, une par ligne.", en: "The virtual addresses, one a line." },
    read: (draft, statement, report) => {
      const address = readVirtualAddress(statement, report);
      if (address !== undefined && suitsFamily(draft, address.address, statement.keyword, report))
        draft.virtualAddresses.push({ address, at: statement.keyword });
    },
  },
  virtual_ipaddress_excluded: {
    kind: "list",
    doc: {
      fr: "D'autres, posées avec elles mais absentes des annonces.",
      en: "More of them, set together with these but not part of the adverts.",
    },
    read: (draft, statement, report) => {
      const address = readVirtualAddress(statement, report);
      if (address !== undefined) draft.excludedAddresses.push({ address, at: statement.keyword });
    },
  },
  track_script: {
    kind: "list",
    doc: { fr: "Les vrrp_script à suivre, un par ligne.", en: "The vrrp_script to watch, one a line." },
    read: (draft, statement) => {
      draft.trackScripts.push(statement);
    },
  },
  lvs_sync_daemon_interface: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "Ancien mot-clé d'IPVS ; sans effet ici.",
      en: "An old keyword of IPVS; without effect here.",
    },
    read: (_, { keyword }, report) => reportLvsSync(keyword, report),
  },
  ...virtualRouteKeywords,
  ...trackInterfaceKeywords,
  ...trackListKeywords,
  ...garpKeywords,
  ...garpElsewhereKeywords,
  ...conductKeywords,
  ...acceptKeywords,
  ...unicastKeywords,
  ...multicastKeywords,
  ...familyKeywords,
  ...virtualMacKeywords,
  ...notifyKeywords,
  ...instanceNotifyKeywords,
  ...watchKeywords,
  ...instanceWithoutEffect,
  ...instanceRefused,
};

function readState(word: Word, report: Report): "MASTER" | "BACKUP" {
  if (word.text === "MASTER" || word.text === "BACKUP") return word.text;
  const text = {
    fr: `"${word.text}" n'est pas un état : keepalived prend BACKUP. Écrivez MASTER ou BACKUP, en capitales.`,
    en: `"${word.text}" is not a state: keepalived takes BACKUP. Write MASTER or BACKUP, in capitals.`,
  };
  const instead = nearest(word.text, ["MASTER", "BACKUP"]) ?? "BACKUP";
  report.misspelt(word, "ERR_CONFIG_VALUE", text, instead);
  return "BACKUP";
}

function reportLvsSync(keyword: Word, report: Report): void {
  report.mistake(keyword, "ERR_CONFIG_KEYWORD", {
    fr: "lvs_sync_daemon_interface est un ancien mot-clé d'IPVS : sans virtual_server il ne sert à rien, et il n'a rien à voir avec HAProxy. Retirez la ligne. (Aujourd'hui, IPVS se synchronise par lvs_sync_daemon dans global_defs.)",
    en: "lvs_sync_daemon_interface is an old keyword of IPVS: without a virtual_server it does nothing, and it has nothing to do with HAProxy. Remove the line. (Today IPVS is synchronised by lvs_sync_daemon in global_defs.)",
  });
}

function reportLoopback(word: Word, report: Report): void {
  const text = {
    fr: "L'interface lo ne mène à aucune autre machine : keepalived la refuse. Écrivez celle qui donne sur le réseau, « ip link » les montre.",
    en: 'The interface lo leads to no other machine: keepalived refuses it. Write the one that leads to the network, "ip link" shows them.',
  };
  report.fatal(word, "ERR_CONFIG_VALUE", text, 5);
}
