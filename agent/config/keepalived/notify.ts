import { splitCommand } from "./command-line.ts";
import type { NotifyKind } from "./config.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable, Statement, ValueKeyword } from "./keyword.ts";
import type { Report } from "./report.ts";

/** `notify_master "SCRIPT words"`: keepalived.conf(5), "Notify scripts". */
export const notifyKeywords: KeywordTable<InstanceDraft> = {
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
    fr: "Lancé à chaque changement, avec en plus : INSTANCE, nom, état en capitales, priorité.",
    en: "Run at every change, with in addition: INSTANCE, name, state in capitals, priority.",
  }),
};

function row(kind: NotifyKind, doc: ValueKeyword<InstanceDraft>["doc"]): ValueKeyword<InstanceDraft> {
  // A second line is reported by `read`: here the first one wins, unlike elsewhere.
  return {
    kind: "value",
    words: [1, 3],
    repeats: true,
    doc,
    read: (draft, line, report) => read(kind, draft, line, report),
  };
}

function read(kind: NotifyKind, draft: InstanceDraft, { keyword, values }: Statement, report: Report): void {
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
