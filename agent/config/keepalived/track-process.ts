import type { KeywordTable, ValueKeyword } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";
import type { TrackProcess } from "./track-config.ts";
import { readDirection } from "./tracked.ts";

/** `vrrp_track_process` while it is read. */
export interface TrackProcessDraft {
  readonly name: Word;
  argv?: readonly string[];
  paramMatch?: NonNullable<TrackProcess["paramMatch"]>;
  fullCommand: boolean;
  weight: number;
  reverse: boolean;
  quorum: number;
  quorumMax: number;
  forkDelayMs: number;
  terminateDelayMs: number;
}

const most = 65_535;

export function trackProcessDraft(name: Word): TrackProcessDraft {
  const weight = { weight: 0, reverse: false };
  return {
    ...{ name, fullCommand: false, ...weight },
    ...{ quorum: 1, quorumMax: most, forkDelayMs: 0, terminateDelayMs: 0 },
  };
}

/** `vrrp_track_process NAME`: keepalived.conf(5), "VRRP track processes". */
export const trackProcessKeywords: KeywordTable<TrackProcessDraft> = {
  process: {
    kind: "value",
    words: [1, 1000],
    doc: {
      fr: "Le nom du processus ; avec des paramètres, sa ligne de commande.",
      en: "The name of the process; with parameters, its command line.",
    },
    read: (draft, { values }) => {
      draft.argv = values.map(({ text }) => text);
    },
  },
  param_match: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "partial : il peut y avoir d'autres paramètres derrière ; initial : le dernier peut être plus long.",
      en: "partial: more parameters may follow; initial: the last one may be longer.",
    },
    read: (draft, { values: [word] }, report) => {
      if (word?.text === "partial" || word?.text === "initial") draft.paramMatch = word.text;
      else if (word !== undefined) reportMatch(word, report);
    },
  },
  full_command: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Compare la ligne de commande plutôt que le nom.",
      en: "Compares the command line rather than the name.",
    },
    read: (draft) => {
      draft.fullCommand = true;
    },
  },
  weight: {
    kind: "value",
    words: [1, 2],
    doc: {
      fr: "Ajouté à la priorité, comme celui d'un vrrp_script ; 0 (défaut) : sans le quorum, FAULT.",
      en: "Added to the priority, as that of a vrrp_script; 0 (default): without the quorum, FAULT.",
    },
    read: (draft, { values: [word, direction] }, report) => {
      const range = { keyword: "weight", minimum: -254, maximum: 254, otherwise: "0" };
      draft.weight = (word && readNumber(word, range, report)) ?? draft.weight;
      draft.reverse = readDirection(direction, report) ?? false;
    },
  },
  quorum: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "Combien il en faut au moins (1).", en: "How many are needed at least (1)." },
    read: (draft, { values: [word] }, report) => {
      const range = { keyword: "quorum", minimum: 1, maximum: most, otherwise: "1" };
      draft.quorum = (word && readNumber(word, range, report)) ?? draft.quorum;
    },
  },
  quorum_max: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "Combien il peut y en avoir au plus ; 0 : aucun.",
      en: "How many there may be at most; 0: none.",
    },
    read: (draft, { values: [word] }, report) => {
      const range = { keyword: "quorum_max", minimum: 0, maximum: most, otherwise: String(most) };
      draft.quorumMax = (word && readNumber(word, range, report)) ?? draft.quorumMax;
      if (draft.quorumMax === 0) draft.quorum = 0;
    },
  },
  fork_delay: delay(["forkDelayMs"], {
    fr: "Secondes avant que le quorum atteint compte.",
    en: "Seconds until a quorum that is reached counts.",
  }),
  terminate_delay: delay(["terminateDelayMs"], {
    fr: "Secondes avant que le quorum perdu compte.",
    en: "Seconds until a quorum that is lost counts.",
  }),
  delay: delay(["forkDelayMs", "terminateDelayMs"], { fr: "Les deux à la fois.", en: "Both of these." }),
};

/** The process, or undefined when its block names none: the original removes it. */
export function finishTrackProcess(draft: TrackProcessDraft, report: Report): TrackProcess | undefined {
  const { name, argv, ...rest } = draft;
  if (argv === undefined) {
    report.mistake(name, "ERR_CONFIG_VALUE", {
      fr: `Le vrrp_track_process ${name.text} n'a pas de ligne "process" : keepalived le supprime.`,
      en: `The vrrp_track_process ${name.text} has no "process" line: keepalived removes it.`,
    });
    return undefined;
  }
  if (rest.quorumMax >= rest.quorum) return { name: name.text, argv, ...rest };
  report.mistake(name, "ERR_CONFIG_VALUE", {
    fr: `quorum_max est plus petit que quorum : keepalived l'ignore.`,
    en: `quorum_max is less than quorum: keepalived ignores it.`,
  });
  return { name: name.text, argv, ...rest, quorumMax: most };
}

function delay(
  fields: readonly ("forkDelayMs" | "terminateDelayMs")[],
  doc: ValueKeyword<TrackProcessDraft>["doc"],
): ValueKeyword<TrackProcessDraft> {
  return {
    kind: "value",
    words: [1, 1],
    doc,
    read: (draft, { keyword, values: [word] }, report) => {
      const range = {
        keyword: keyword.text,
        minimum: 0.000001,
        maximum: 3600,
        otherwise: "0",
        fraction: true,
      };
      const seconds = word && readNumber(word, range, report);
      if (seconds !== undefined) for (const field of fields) draft[field] = seconds * 1000;
    },
  };
}

function reportMatch(word: Word, report: Report): void {
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `"${word.text}" n'est ni "initial" ni "partial" : keepalived ignore la ligne.`,
    en: `"${word.text}" is neither "initial" nor "partial": keepalived ignores the line.`,
  });
}
