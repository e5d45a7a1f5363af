import type { KeywordTable } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";
import type { TrackFile } from "./track-config.ts";
import { readDirection } from "./tracked.ts";

/** `vrrp_track_file` while it is read. */
export interface TrackFileDraft {
  readonly name: Word;
  path?: string;
  weight: number;
  reverse: boolean;
  init?: NonNullable<TrackFile["init"]>;
}

export function trackFileDraft(name: Word): TrackFileDraft {
  return { name, weight: 1, reverse: false };
}

/** `vrrp_track_file NAME`, `track_file NAME`: keepalived.conf(5), "Track files". */
export const trackFileKeywords: KeywordTable<TrackFileDraft> = {
  file: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "Le fichier dont le nombre est lu.", en: "The file whose number is read." },
    read: (draft, { values: [path] }) => {
      if (path !== undefined) draft.path = path.text;
    },
  },
  weight: {
    kind: "value",
    words: [1, 2],
    doc: {
      fr: "Le nombre, multiplié par ce poids (1), s'ajoute à la priorité ; −254 ou moins met en FAULT ; 0 : tout autre nombre que 0 met en FAULT.",
      en: "The number times this weight (1) is added to the priority; −254 or less means FAULT; 0: every number but 0 means FAULT.",
    },
    read: (draft, { values: [word, direction] }, report) => {
      const range = { keyword: "weight", minimum: -254, maximum: 254, otherwise: "1" };
      draft.weight = (word && readNumber(word, range, report)) ?? draft.weight;
      draft.reverse = readDirection(direction, report) ?? false;
    },
  },
  init_file: {
    kind: "value",
    words: [0, 2],
    doc: {
      fr: "Crée le fichier avec ce nombre (0) au démarrage ; overwrite : aussi s'il existe.",
      en: "Makes the file with this number (0) at the start; overwrite: also when there is one.",
    },
    read: (draft, { values }, report) => {
      const overwrite = values.at(-1)?.text === "overwrite";
      const [number, extra] = overwrite ? values.slice(0, -1) : values;
      const range = { keyword: "init_file", minimum: -(2 ** 31), maximum: 2 ** 31 - 1, otherwise: "0" };
      draft.init = { value: (number && readNumber(number, range, report)) ?? 0, overwrite };
      if (extra !== undefined) reportInitOption(extra, report);
    },
  },
};

/** The file, or undefined when its block names none: the original removes it. */
export function finishTrackFile(
  { name, path, ...rest }: TrackFileDraft,
  report: Report,
): TrackFile | undefined {
  if (path !== undefined) return { name: name.text, path, ...rest };
  report.mistake(name, "ERR_CONFIG_VALUE", {
    fr: `Le track_file ${name.text} n'a pas de ligne "file" : keepalived le supprime.`,
    en: `The track_file ${name.text} has no "file" line: keepalived removes it.`,
  });
  return undefined;
}

function reportInitOption(word: Word, report: Report): void {
  report.mistake(word, "ERR_CONFIG_KEYWORD", {
    fr: `init_file ne connaît qu'un nombre et "overwrite" : keepalived ignore "${word.text}".`,
    en: `init_file knows a number and "overwrite" only: keepalived ignores "${word.text}".`,
  });
}
