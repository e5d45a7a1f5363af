import type { KeywordTable, Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import type { Tracked } from "./track-config.ts";
import { readTrackedWeight, reportTrackedTwice } from "./tracked.ts";

/** Other interfaces that an instance depends on. */
export const trackInterfaceKeywords: KeywordTable<{ readonly trackInterfaces: Statement[] }> = {
  track_interface: {
    kind: "list",
    doc: {
      fr: "D'autres interfaces à suivre, une par ligne : sans poids, l'une sans lien met en FAULT.",
      en: "Other interfaces to watch, one a line: without a weight, one without a link means FAULT.",
    },
    read: (draft, statement) => {
      draft.trackInterfaces.push(statement);
    },
  },
};

/** Reads the lines; the interface of the adverts is watched anyway, and its line ignored. */
export function finishTrackedInterfaces(
  lines: readonly Statement[],
  own: Word | undefined,
  report: Report,
): readonly Tracked[] {
  const names = new Set<string>();
  return lines.flatMap((line) => {
    const name = line.keyword.text;
    const weight = readTrackedWeight(line, { weight: 0, reverse: false }, "track_interface", report);
    if (name === own?.text) reportOwn(line.keyword, report);
    else if (names.has(name)) reportTrackedTwice(line.keyword, "track_interface", report);
    else {
      names.add(name);
      return [{ name, ...weight }];
    }
    return [];
  });
}

function reportOwn(name: Word, report: Report): void {
  report.mistake(name, "ERR_CONFIG_VALUE", {
    fr: `${name.text} est l'interface de l'instance elle-même, suivie de toute façon : keepalived ignore cette ligne.`,
    en: `${name.text} is the interface of the instance itself, which is watched anyway: keepalived ignores this line.`,
  });
}
