import type { KeywordTable } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

/** Where a daemon runs, and what tells it from others of the same machine. */
export interface Placement {
  /** `net_namespace`: a name of `ip netns`. */
  readonly networkNamespace?: string;
  /** `instance`. */
  readonly instanceName?: string;
  /** `use_pid_dir`: the pid files are in a folder of their own. */
  readonly pidFolder?: true;
}

export interface PlacementDraft {
  networkNamespace?: Word | undefined;
  instanceName?: Word | undefined;
  pidFolder?: true;
}

/** keepalived.conf(5), "Global configuration": at the top of a file, outside of `global_defs`; the first line counts. */
export const placementKeywords: KeywordTable<PlacementDraft> = {
  net_namespace: {
    kind: "value",
    words: [0, 1],
    repeats: true,
    doc: {
      fr: "L'espace de noms du réseau (ip netns) où le démon travaille.",
      en: "The network namespace (ip netns) that the daemon works in.",
    },
    read: (draft, { keyword, values: [word] }, report) => {
      draft.networkNamespace = readOnce(keyword, word, draft.networkNamespace, report);
    },
  },
  instance: {
    kind: "value",
    words: [0, 1],
    repeats: true,
    doc: {
      fr: "Distingue ce démon d'autres de la même machine : dans les noms des fichiers pid et dans syslog.",
      en: "Tells this daemon from others of the same machine: in the names of the pid files and in syslog.",
    },
    read: (draft, { keyword, values: [word] }, report) => {
      draft.instanceName = readOnce(keyword, word, draft.instanceName, report);
    },
  },
  use_pid_dir: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Les fichiers pid sont dans /run/keepalived.",
      en: "The pid files are in /run/keepalived.",
    },
    read: (draft) => {
      draft.pidFolder = true;
    },
  },
};

export function finishPlacement({ networkNamespace, instanceName, pidFolder }: PlacementDraft): {
  readonly placement?: Placement;
} {
  const placement = {
    ...(networkNamespace && { networkNamespace: networkNamespace.text }),
    ...(instanceName && { instanceName: instanceName.text }),
    ...(pidFolder && { pidFolder }),
  };
  return Object.keys(placement).length === 0 ? {} : { placement };
}

function readOnce(
  keyword: Word,
  word: Word | undefined,
  before: Word | undefined,
  report: Report,
): Word | undefined {
  if (word === undefined) {
    report.mistake(keyword, "ERR_CONFIG_VALUE", {
      fr: `Il manque un nom après "${keyword.text}" : keepalived ignore la ligne.`,
      en: `There is no name after "${keyword.text}": keepalived ignores the line.`,
    });
    return before;
  }
  if (before === undefined) return word;
  report.mistake(keyword, "ERR_CONFIG_DUPLICATE", {
    fr: `"${keyword.text}" est déjà à la ligne ${before.line} : keepalived garde "${before.text}".`,
    en: `"${keyword.text}" stands in line ${before.line} already: keepalived keeps "${before.text}".`,
  });
  return before;
}
