import { didYouMean } from "../../base/nearest.ts";
import type { KeywordTable, Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import type { Tracked } from "./track-config.ts";
import { readTrackedWeight, reportTrackedTwice } from "./tracked.ts";

/** What has such lists: an instance, a sync group. */
export interface TrackListDraft {
  readonly trackFiles: Statement[];
  readonly trackProcesses: Statement[];
}

/** Files and processes that an instance or a group watches, one a line. */
export const trackListKeywords: KeywordTable<TrackListDraft> = {
  track_file: {
    kind: "list",
    doc: {
      fr: "Les vrrp_track_file à suivre, un par ligne.",
      en: "The vrrp_track_file to watch, one a line.",
    },
    read: (draft, statement) => {
      draft.trackFiles.push(statement);
    },
  },
  track_process: {
    kind: "list",
    doc: {
      fr: "Les vrrp_track_process à suivre, un par ligne.",
      en: "The vrrp_track_process to watch, one a line.",
    },
    read: (draft, statement) => {
      draft.trackProcesses.push(statement);
    },
  },
};

/** Files and processes of which the original knows when it reads a list: those that are defined above it. */
export interface KnownTracked {
  readonly files: readonly Tracked[];
  readonly processes: readonly Tracked[];
}

interface TrackLists {
  readonly trackFiles?: readonly Tracked[];
  readonly trackProcesses?: readonly Tracked[];
}

/** Reads both lists: `NAME [weight NUMBER [reverse|noreverse]]`. */
export function finishTrackLists(draft: TrackListDraft, known: KnownTracked, report: Report): TrackLists {
  const trackFiles = finishList(draft.trackFiles, known.files, "track_file", report);
  const trackProcesses = finishList(draft.trackProcesses, known.processes, "track_process", report);
  return {
    ...(trackFiles.length > 0 && { trackFiles }),
    ...(trackProcesses.length > 0 && { trackProcesses }),
  };
}

function finishList(
  lines: readonly Statement[],
  known: readonly Tracked[],
  list: string,
  report: Report,
): readonly Tracked[] {
  const names = new Set<string>();
  return lines.flatMap((line) => {
    const { keyword } = line;
    const found = known.find(({ name }) => name === keyword.text);
    if (found === undefined) reportUnknown(keyword, known, list, report);
    else if (names.has(keyword.text)) reportTrackedTwice(keyword, list, report);
    else {
      names.add(keyword.text);
      return [{ name: keyword.text, ...readTrackedWeight(line, found, list, report) }];
    }
    return [];
  });
}

function reportUnknown(name: Word, known: readonly Tracked[], list: string, report: Report): void {
  const hint = didYouMean(
    name.text,
    known.map((one) => one.name),
  );
  report.mistake(name, "ERR_CONFIG_REFERENCE", {
    fr: `${list} : aucun bloc vrrp_${list} "${name.text}" au-dessus d'ici, keepalived ignore la ligne.${hint.fr}`,
    en: `${list}: there is no block vrrp_${list} "${name.text}" above this line, keepalived ignores it.${hint.en}`,
  });
}
