import { firewallKeywords } from "./accept.ts";
import { globalConductKeywords } from "./conduct.ts";
import type { GlobalDefs } from "./config.ts";
import { announceKeywords, globalGarpKeywords } from "./garp.ts";
import { globalGarpElsewhereKeywords } from "./garp-elsewhere.ts";
import { type InstanceDefaults, instanceDefaults } from "./instance-defaults.ts";
import type { KeywordTable } from "./keyword.ts";
import { globalLeaseKeywords } from "./lease.ts";
import type { Word } from "./lexer.ts";
import { globalMetricsKeywords } from "./metrics.ts";
import { globalMulticastKeywords } from "./multicast.ts";
import { type FifoDrafts, fifoKeywords } from "./notify-fifo.ts";
import { readNumber } from "./number.ts";
import { globalProcessKeywords } from "./process.ts";
import { globalProtocolKeywords } from "./protocol.ts";
import { globalRefused } from "./refused.ts";
import { globalVirtualMacKeywords } from "./virtual-mac.ts";
import { globalWatchKeywords } from "./watch.ts";
import { globalWithoutEffect } from "./without-effect.ts";

/** `global_defs` while it is read. */
export interface GlobalDraft {
  readonly defs: { -readonly [Key in keyof GlobalDefs]: GlobalDefs[Key] };
  readonly defaults: InstanceDefaults;
  readonly fifos: FifoDrafts;
  scriptUserAt?: Word;
}

export function globalDraft(): GlobalDraft {
  return { defs: { scriptSecurity: false }, fifos: {}, defaults: instanceDefaults() };
}

/** `global_defs`: keepalived.conf(5), "Global definitions". */
export const globalKeywords: KeywordTable<GlobalDraft> = {
  router_id: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "Le nom de cette machine.", en: "This machine's name." },
    read: (draft, { values: [name] }) => {
      if (name !== undefined) draft.defs.routerId = name.text;
    },
  },
  script_user: {
    kind: "value",
    words: [1, 2],
    doc: { fr: "L'utilisateur qui lance les scripts.", en: "The user who runs the scripts." },
    read: (draft, { values: [user, group] }) => {
      if (user === undefined) return;
      draft.defs.scriptUser = user.text;
      if (group !== undefined) draft.defs.scriptGroup = group.text;
      draft.scriptUserAt = user;
    },
  },
  enable_script_security: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Ne lance pas en root un script que d'autres peuvent modifier.",
      en: "Does not run as root a script that others can change.",
    },
    read: (draft) => {
      draft.defs.scriptSecurity = true;
    },
  },
  vrrp_startup_delay: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "Secondes d'attente au démarrage avant de prendre part.",
      en: "Seconds to wait after the start before taking part.",
    },
    read: ({ defs }, { values: [word] }, report) => {
      const range = {
        keyword: "vrrp_startup_delay",
        minimum: 0,
        maximum: 4294,
        otherwise: "0",
        fraction: true,
      };
      const seconds = word && readNumber(word, range, report);
      if (seconds !== undefined) defs.startupDelayMs = seconds * 1000;
    },
  },
  ...globalProtocolKeywords,
  ...globalVirtualMacKeywords,
  ...globalGarpKeywords,
  ...announceKeywords,
  ...globalGarpElsewhereKeywords,
  ...globalMulticastKeywords,
  ...globalConductKeywords,
  ...firewallKeywords,
  ...globalWatchKeywords,
  ...globalMetricsKeywords,
  ...globalLeaseKeywords,
  ...globalProcessKeywords,
  ...fifoKeywords,
  ...globalWithoutEffect,
  ...globalRefused,
};
