import { didYouMean } from "../../base/nearest.ts";
import type { VrrpScript } from "./config.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import type { TrackedScript } from "./track-config.ts";
import { readTrackedWeight, reportTrackedTwice } from "./tracked.ts";

/** The scripts defined above an instance, and where those below it stand: a script must be defined before its use. */
export interface KnownScripts {
  readonly above: readonly VrrpScript[];
  readonly below: readonly Word[];
}

/** Reads the lines of `track_script`: `NAME [weight NUMBER [reverse|noreverse]]`. A script that is not defined yet is ignored, as by the original. */
export function finishTracked(
  lines: readonly Statement[],
  scripts: KnownScripts,
  report: Report,
): readonly TrackedScript[] {
  const names = new Set<string>();
  return lines.flatMap((line) => {
    const script = scripts.above.find(({ name }) => name === line.keyword.text);
    if (script === undefined) reportMissing(line.keyword, scripts, report);
    else if (names.has(script.name)) reportTrackedTwice(line.keyword, "track_script", report);
    else {
      const { name, initFail } = script;
      names.add(name);
      return [{ name, initFail, ...readTrackedWeight(line, script, "track_script", report) }];
    }
    return [];
  });
}

function reportMissing(name: Word, { above, below }: KnownScripts, report: Report): void {
  const later = below.find(({ text }) => text === name.text);
  const hint = didYouMean(
    name.text,
    above.map((script) => script.name),
  );
  const advice =
    later === undefined
      ? {
          fr: `Aucun vrrp_script de ce nom n'existe.${hint.fr}`,
          en: `There is no vrrp_script of that name.${hint.en}`,
        }
      : {
          fr: `Il n'est défini qu'à la ligne ${later.line} : placez le bloc vrrp_script avant le bloc vrrp_instance.`,
          en: `It is defined only in line ${later.line}: put the vrrp_script block before the vrrp_instance block.`,
        };
  report.mistake(name, "ERR_CONFIG_REFERENCE", {
    fr: `keepalived ne trouve pas encore le script "${name.text}" et l'ignore : il n'aura aucun effet. ${advice.fr}`,
    en: `keepalived does not know the script "${name.text}" yet and ignores it: it will have no effect. ${advice.en}`,
  });
}
