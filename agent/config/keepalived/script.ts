import { splitCommand } from "./command-line.ts";
import type { VrrpScript } from "./config.ts";
import type { KeywordTable } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";
import { readDirection } from "./tracked.ts";

interface ScriptDraft {
  readonly name: Word;
  argv?: readonly string[];
  intervalMs: number;
  timeoutMs?: number;
  weight: number;
  rise: number;
  fall: number;
  reverse: boolean;
  initFail: boolean;
  user?: string;
  group?: string;
}

/** The defaults of keepalived.conf(5). */
export function scriptDraft(name: Word): ScriptDraft {
  return { name, intervalMs: 1000, weight: 0, rise: 1, fall: 1, reverse: false, initFail: false };
}

/** keepalived.conf(5), "VRRP script(s)": whole seconds; 4294 s is the largest that the original can hold. */
const longestSeconds = 4294;

/** The one thing that the original gives to a shell: a command that begins with a redirection (`</dev/tcp/…`, for Bash). */
function readCommand(text: string): readonly string[] {
  return text.startsWith("<") ? ["/bin/sh", "-c", text] : splitCommand(text);
}

/** `vrrp_script NAME`: keepalived.conf(5). */
export const scriptKeywords: KeywordTable<ScriptDraft> = {
  script: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "La commande, lancée sans shell, sauf si elle commence par « < ».",
      en: 'The command, run without a shell unless it begins with "<".',
    },
    read: (draft, { values: [command] }) => {
      if (command !== undefined) draft.argv = readCommand(command.text);
    },
  },
  interval: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "Secondes entre deux lancements (1).", en: "Seconds between two runs (1)." },
    read: (draft, { values: [word] }, report) => {
      const seconds = word && readNumber(word, secondsOf("interval", "1"), report);
      if (seconds !== undefined) draft.intervalMs = seconds * 1000;
    },
  },
  timeout: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "Secondes après lesquelles le script est en échec (l'intervalle).",
      en: "Seconds after which the script has failed (the interval).",
    },
    read: (draft, { values: [word] }, report) => {
      const seconds = word && readNumber(word, secondsOf("timeout", "interval"), report);
      if (seconds !== undefined) draft.timeoutMs = seconds * 1000;
    },
  },
  weight: {
    kind: "value",
    words: [1, 2],
    doc: {
      fr: "Ajouté à la priorité : positif tant que le script réussit, négatif tant qu'il échoue ; 0 (défaut) : un échec met l'instance en FAULT ; reverse : l'inverse.",
      en: "Added to the priority: positive while the script succeeds, negative while it fails; 0 (default): a failure means FAULT; reverse: the other way round.",
    },
    read: (draft, { values: [word, direction] }, report) => {
      if (word !== undefined) draft.weight = readWeight(word, report);
      draft.reverse = readDirection(direction, report) ?? false;
    },
  },
  rise: counter("rise", {
    fr: "Succès de suite avant que le script soit tenu pour bon (1).",
    en: "Successes in a row before it counts as up (1).",
  }),
  fall: counter("fall", {
    fr: "Échecs de suite avant que le script soit tenu pour mauvais (1).",
    en: "Failures in a row before it counts as down (1).",
  }),
  user: {
    kind: "value",
    words: [1, 2],
    doc: { fr: "L'utilisateur qui lance ce script.", en: "The user who runs this script." },
    read: (draft, { values: [user, group] }) => {
      if (user !== undefined) draft.user = user.text;
      if (group !== undefined) draft.group = group.text;
    },
  },
  init_fail: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Tenu pour mauvais jusqu'à son premier succès.",
      en: "Counts as down until it has succeeded.",
    },
    read: (draft) => {
      draft.initFail = true;
    },
  },
};

/** The script, or undefined when its block gives no command: the original removes it. */
export function finishScript(draft: ScriptDraft, report: Report): VrrpScript | undefined {
  const { name, argv, timeoutMs, ...rest } = draft;
  if (argv !== undefined && argv.length > 0) {
    return { name: name.text, argv, timeoutMs: timeoutMs ?? rest.intervalMs, ...rest };
  }
  report.mistake(name, "ERR_CONFIG_VALUE", {
    fr: `Le vrrp_script ${name.text} n'a pas de ligne "script" : keepalived le supprime.`,
    en: `The vrrp_script ${name.text} has no "script" line: keepalived removes it.`,
  });
  return undefined;
}

/** The original complains of a weight outside the range and uses it all the same: priorities end at 1 and 254 anyway. */
function readWeight(word: Word, report: Report): number {
  const range = { keyword: "weight", minimum: -253, maximum: 253, otherwise: "±253" };
  const weight = readNumber(word, range, report) ?? Number(word.text);
  return Number.isInteger(weight) ? Math.max(-253, Math.min(253, weight)) : 0;
}

function counter(keyword: "rise" | "fall", doc: { readonly fr: string; readonly en: string }) {
  return {
    kind: "value",
    words: [1, 1],
    doc,
    read: (draft: ScriptDraft, { values: [word] }: { readonly values: readonly Word[] }, report: Report) => {
      const range = { keyword, minimum: 1, maximum: 2 ** 31 - 1, otherwise: "1" };
      draft[keyword] = (word && readNumber(word, range, report)) ?? draft[keyword];
    },
  } as const;
}

function secondsOf(keyword: string, otherwise: string) {
  return { keyword, minimum: 1, maximum: longestSeconds, otherwise };
}
