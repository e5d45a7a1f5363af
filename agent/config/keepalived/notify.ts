import { splitCommand } from "./command-line.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable, Statement, ValueKeyword } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { NotifyKind, NotifyScript } from "./notify-config.ts";
import type { Report } from "./report.ts";
import { readSwitch } from "./switch-word.ts";

/** What has notify lines: an instance, a sync group. */
export interface NotifyDraft {
  readonly notify: Partial<Record<NotifyKind, NotifyScript>>;
}

/** `notify_master "SCRIPT words"`: keepalived.conf(5), "Notify scripts". */
export const notifyKeywords: KeywordTable<NotifyDraft> = {
  notify_master: row("master", {
    fr: "Lancé en devenant MASTER, avec les mots donnés.",
    en: "Run on becoming MASTER, with the words given.",
  }),
  notify_backup: row("backup", {
    fr: "Lancé en devenant BACKUP, avec les mots donnés.",
    en: "Run on becoming BACKUP, with the words given.",
  }),
  notify_fault: row("fault", {
    fr: "Lancé en passant en FAULT, avec les mots donnés.",
    en: "Run on going to FAULT, with the words given.",
  }),
  notify_stop: row("stop", { fr: "Lancé à l'arrêt.", en: "Run when the daemon stops." }),
  notify: row("any", {
    fr: "Lancé à chaque changement, avec en plus : INSTANCE ou GROUP, nom, état en capitales, priorité.",
    en: "Run at every change, with in addition: INSTANCE or GROUP, name, state in capitals, priority.",
  }),
};

/** Those that only an instance has. */
export const instanceNotifyKeywords: KeywordTable<InstanceDraft> = {
  notify_master_rx_lower_pri: row("lower", {
    fr: "Lancé quand un maître entend une annonce plus faible que la sienne, avec les mots donnés.",
    en: "Run when a master hears an advert weaker than its own, with the words given.",
  }),
  notify_deleted: {
    kind: "value",
    words: [0, 3],
    repeats: true,
    doc: {
      fr: "Lancé quand SIGHUP retire l'instance ; notify reçoit alors DELETED au lieu de FAULT, même sans script ici.",
      en: "Run when SIGHUP removes the instance; notify is then given DELETED instead of FAULT, also without a script here.",
    },
    read: (draft, line, report) => {
      draft.notifyDeleted = true;
      read("deleted", draft, line, report);
    },
  },
  notify_priority_changes: {
    kind: "value",
    words: [0, 1],
    doc: {
      fr: "Écrit aussi dans le FIFO chaque changement de priorité (MASTER_PRIORITY, BACKUP_PRIORITY).",
      en: "Writes each change of priority to the FIFO too (MASTER_PRIORITY, BACKUP_PRIORITY).",
    },
    read: (draft, { keyword, values: [word] }, report) => {
      const on = readSwitch(word);
      if (on !== undefined) draft.notifyPriorityChanges = on;
      else reportNoSwitch(keyword, word, report);
    },
  },
};

export function reportNoSwitch(keyword: Word, word: Word | undefined, report: Report): void {
  report.mistake(word ?? keyword, "ERR_CONFIG_VALUE", {
    fr: `"${word?.text}" n'est ni on ni off : keepalived ignore "${keyword.text}".`,
    en: `"${word?.text}" is neither on nor off: keepalived ignores "${keyword.text}".`,
  });
}

function row(kind: NotifyKind, doc: ValueKeyword<NotifyDraft>["doc"]): ValueKeyword<NotifyDraft> {
  // A second line is reported by `read`: here the first one wins, unlike elsewhere.
  return {
    kind: "value",
    words: [1, 3],
    repeats: true,
    doc,
    read: (draft, line, report) => read(kind, draft, line, report),
  };
}

function read(kind: NotifyKind, draft: NotifyDraft, { keyword, values }: Statement, report: Report): void {
  const [command, user, group] = values;
  if (command === undefined) return;
  if (draft.notify[kind] !== undefined) {
    report.mistake(keyword, "ERR_CONFIG_DUPLICATE", {
      fr: `"${keyword.text}" est déjà donné : keepalived garde le premier et ignore "${command.text}".`,
      en: `"${keyword.text}" is already given: keepalived keeps the first and ignores "${command.text}".`,
    });
    return;
  }
  draft.notify[kind] = {
    argv: splitCommand(command.text),
    ...(user && { user: user.text }),
    ...(group && { group: group.text }),
  };
}
