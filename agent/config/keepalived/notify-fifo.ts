import { splitCommand } from "./command-line.ts";
import type { GlobalDraft } from "./global.ts";
import type { KeywordTable, ValueKeyword } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { reportNoSwitch } from "./notify.ts";
import type { NotifyFifo, NotifyScript } from "./notify-config.ts";
import type { Report } from "./report.ts";
import { readSwitch } from "./switch-word.ts";

/** What `global_defs` says of one FIFO: its line, and the line of its script. */
export interface FifoDraft {
  path?: Word;
  fifo?: Omit<NotifyFifo, "script">;
  script?: NotifyScript;
}

type FifoName = "vrrp_notify_fifo" | "notify_fifo";
export type FifoDrafts = Partial<Record<FifoName, FifoDraft>>;

/** keepalived.conf(5), "Global definitions": lines about changes of state for a program that reads them. */
export const fifoKeywords: KeywordTable<GlobalDraft> = {
  vrrp_notify_fifo: fifo("vrrp_notify_fifo"),
  vrrp_notify_fifo_script: fifoScript("vrrp_notify_fifo"),
  notify_fifo: fifo("notify_fifo"),
  notify_fifo_script: fifoScript("notify_fifo"),
  vrrp_notify_priority_changes: {
    kind: "value",
    words: [0, 1],
    doc: {
      fr: "Écrit aussi dans les FIFO chaque changement de priorité de toutes les instances.",
      en: "Writes each change of priority of all instances to the FIFOs too.",
    },
    read: ({ defaults }, { keyword, values: [word] }, report) => {
      const on = readSwitch(word);
      if (on !== undefined) defaults.notifyPriorityChanges = on;
      else reportNoSwitch(keyword, word, report);
    },
  },
  fifo_write_vrrp_states_on_reload: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Écrit dans les FIFO l'état de toutes les instances après SIGHUP.",
      en: "Writes the state of all instances to the FIFOs after SIGHUP.",
    },
    read: ({ defs }) => {
      defs.fifoStatesOnReload = true;
    },
  },
};

/** The FIFOs of a file; a script without a FIFO is never run, as with the original. */
export function finishFifos(drafts: FifoDrafts): { readonly notifyFifos?: readonly NotifyFifo[] } {
  const notifyFifos = Object.values(drafts).flatMap(({ fifo: named, script }) =>
    named === undefined ? [] : [script === undefined ? named : { ...named, script }],
  );
  return notifyFifos.length === 0 ? {} : { notifyFifos };
}

function fifo(name: FifoName): ValueKeyword<GlobalDraft> {
  return {
    kind: "value",
    words: [0, 3],
    repeats: true,
    doc: {
      fr: "Le chemin d'un FIFO, et à qui il appartient : une ligne « INSTANCE \"VI_1\" MASTER 100 » à chaque changement d'état.",
      en: 'The path of a FIFO, and whose it is: a line `INSTANCE "VI_1" MASTER 100` at every change of state.',
    },
    read: ({ fifos }, { keyword, values: [path, user, group] }, report) => {
      if (path === undefined) return reportNoPath(keyword, report);
      const draft = draftOf(fifos, name);
      if (draft.path !== undefined) return reportSecond(keyword, path, report);
      draft.path = path;
      draft.fifo = {
        path: path.text,
        ...(user && { user: user.text }),
        ...(group && { group: group.text }),
      };
    },
  };
}

function fifoScript(name: FifoName): ValueKeyword<GlobalDraft> {
  return {
    kind: "value",
    words: [1, 3],
    doc: {
      fr: "Le programme qui lit le FIFO, lancé avec le démon ; le chemin du FIFO est son dernier mot.",
      en: "The program that reads the FIFO, started with the daemon; the path of the FIFO is its last word.",
    },
    read: ({ fifos }, { values: [command, user, group] }) => {
      if (command === undefined) return;
      draftOf(fifos, name).script = {
        argv: splitCommand(command.text),
        ...(user && { user: user.text }),
        ...(group && { group: group.text }),
      };
    },
  };
}

function draftOf(fifos: FifoDrafts, name: FifoName): FifoDraft {
  fifos[name] ??= {};
  return fifos[name];
}

function reportNoPath(keyword: Word, report: Report): void {
  report.mistake(keyword, "ERR_CONFIG_VALUE", {
    fr: `"${keyword.text}" doit être suivi d'un chemin : keepalived ignore la ligne.`,
    en: `"${keyword.text}" must be followed by a path: keepalived ignores the line.`,
  });
}

function reportSecond(keyword: Word, path: Word, report: Report): void {
  report.mistake(keyword, "ERR_CONFIG_DUPLICATE", {
    fr: `"${keyword.text}" est déjà donné : keepalived garde le premier et ignore "${path.text}".`,
    en: `"${keyword.text}" is already given: keepalived keeps the first and ignores "${path.text}".`,
  });
}
