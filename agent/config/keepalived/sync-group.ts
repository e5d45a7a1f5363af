import { type KeywordTable, noted, type Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { notifyKeywords, reportNoSwitch } from "./notify.ts";
import type { NotifyKind, NotifyScript } from "./notify-config.ts";
import { groupRefused } from "./refused.ts";
import type { Report } from "./report.ts";
import { readSwitch } from "./switch-word.ts";
import { trackInterfaceKeywords } from "./track-interface.ts";
import { type TrackListDraft, trackListKeywords } from "./track-list.ts";
import { mail } from "./without-effect.ts";

/** `vrrp_sync_group` while it is read. */
export interface SyncGroupDraft extends TrackListDraft {
  readonly name: Word;
  readonly members: Word[];
  readonly trackScripts: Statement[];
  readonly trackInterfaces: Statement[];
  readonly notify: Partial<Record<NotifyKind, NotifyScript>>;
  /** `sync_group_tracking_weight`, `global_tracking`: weights of the members' own lists count. */
  ownWeights: boolean;
  notifyPriorityChanges?: boolean;
}

export function syncGroupDraft(name: Word): SyncGroupDraft {
  return {
    name,
    members: [],
    trackScripts: [],
    ...{ trackInterfaces: [], trackFiles: [], trackProcesses: [] },
    notify: {},
    ownWeights: false,
  };
}

/** `vrrp_sync_group NAME`: keepalived.conf(5), "VRRP synchronization group(s)". */
export const syncGroupKeywords: KeywordTable<SyncGroupDraft> = {
  group: {
    kind: "list",
    doc: {
      fr: "Les vrrp_instance qui changent d'état ensemble.",
      en: "The vrrp_instance that change their state together.",
    },
    read: (draft, { keyword, values }) => {
      draft.members.push(keyword, ...values);
    },
  },
  track_script: {
    kind: "list",
    doc: {
      fr: "Les vrrp_script que tous les membres suivent.",
      en: "The vrrp_script that all members watch.",
    },
    read: (draft, statement) => {
      draft.trackScripts.push(statement);
    },
  },
  ...trackInterfaceKeywords,
  ...trackListKeywords,
  ...notifyKeywords,
  sync_group_tracking_weight: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Les poids de ce que suit un seul membre comptent, alors qu'ils sont ignorés sinon.",
      en: "The weights of what a single member watches count, which are ignored otherwise.",
    },
    read: (draft) => {
      draft.ownWeights = true;
    },
  },
  global_tracking: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Ancien mot pour sync_group_tracking_weight ; keepalived s'en plaint.",
      en: "An old word for sync_group_tracking_weight; keepalived complains.",
    },
    read: (draft, { keyword }, report) => {
      draft.ownWeights = true;
      reportOld(keyword, report);
    },
  },
  notify_priority_changes: {
    kind: "value",
    words: [0, 1],
    doc: {
      fr: "Comme dans chacun des membres.",
      en: "As in each of the members.",
    },
    read: (draft, { keyword, values: [word] }, report) => {
      const on = readSwitch(word);
      if (on !== undefined) draft.notifyPriorityChanges = on;
      else reportNoSwitch(keyword, word, report);
    },
  },
  ...noted("smtp_alert", mail),
  ...groupRefused,
};

function reportOld(keyword: Word, report: Report): void {
  report.mistake(keyword, "ERR_CONFIG_VALUE", {
    fr: "global_tracking est abandonné : mettez track_script et track_interface dans le groupe lui-même.",
    en: "global_tracking is deprecated: put track_script and track_interface into the group itself.",
  });
}
