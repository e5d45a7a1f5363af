import { globalKeywords } from "./global.ts";
import { instanceKeywords } from "./instance.ts";
import { type KeywordTable, type NotedKeyword, noted, type UnsupportedKeyword } from "./keyword.ts";
import { topRefused } from "./refused.ts";
import { scriptKeywords } from "./script.ts";
import { syncGroupKeywords } from "./sync-group.ts";
import { trackFileKeywords } from "./track-file.ts";
import { trackProcessKeywords } from "./track-process.ts";
import { topWithoutEffect } from "./without-effect.ts";

/** The blocks that stand at the top of a file and that we read. */
export const blocks = {
  global_defs: globalKeywords,
  vrrp_script: scriptKeywords,
  vrrp_sync_group: syncGroupKeywords,
  vrrp_track_file: trackFileKeywords,
  track_file: trackFileKeywords,
  vrrp_track_process: trackProcessKeywords,
  vrrp_instance: instanceKeywords,
} as const satisfies Readonly<Record<string, KeywordTable<never>>>;

/** What else may stand there for the original, keepalived.conf(5), and is passed over. */
export const passedBlocks: Readonly<Record<string, NotedKeyword | UnsupportedKeyword>> = {
  ...topRefused,
  ...topWithoutEffect,
  ...noted("linkbeat_interfaces linkbeat_use_polling", {
    fr: "Le noyau annonce l'état du lien ; il n'y a rien à demander à la carte.",
    en: "The kernel tells the state of the link; the card need not be asked.",
  }),
  ...noted("track_group", {
    fr: "Une adresse, une route ou une règle statique que quelqu'un retire est remise aussitôt : l'instance n'a pas à céder.",
    en: "A static address, route or rule that somebody removes is put back at once: the instance need not yield.",
  }),
};

/** What balances, at the top of a file: passed over where only VRRP runs (`--vrrp`), else refused. */
export const balancerBlocks: readonly string[] =
  "virtual_server virtual_server_group ssl net_namespace_ipvs".split(" ");

export const balancerDoc = {
  fr: "Il répartit la charge par IPVS, ce que cette commande ne fait pas encore. Avec l'option --vrrp (-P), elle l'ignore, comme keepalived, et ne fait que VRRP.",
  en: "It balances by IPVS, which this command does not do yet. With the option --vrrp (-P) it passes over it, as keepalived does, and does VRRP only.",
};

export const balancerNote = {
  fr: "Lu par la partie de keepalived qui répartit la charge ; avec --vrrp, seul VRRP fonctionne.",
  en: "Read by the part of keepalived that balances; with --vrrp only VRRP runs.",
};
