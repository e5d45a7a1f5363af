import { didYouMean } from "../../base/nearest.ts";
import type { TrackedScript, VrrpScript } from "./config.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";

/** The scripts defined above an instance, and where those below it stand: a script must be defined before its use. */
export interface KnownScripts {
  readonly above: readonly VrrpScript[];
  readonly below: readonly Word[];
}

/** Reads the lines of `track_script`: `NAME [weight NUMBER]`. A script that is not defined yet is ignored, as by the original. */
export function finishTracked(
  lines: readonly Statement[],
  scripts: KnownScripts,
  report: Report,
): readonly TrackedScript[] {
  return lines.flatMap((line) => {
    const script = scripts.above.find(({ name }) => name === line.keyword.text);
    if (script !== undefined) return [{ name: script.name, weight: readWeight(line, script.weight, report) }];
    reportMissing(line.keyword, scripts, report);
    return [];
  });
}

function readWeight({ values }: Statement, otherwise: number, report: Report): number {
  const [option, value, reverse] = values;
  if (option === undefined) return otherwise;
  if (option.text !== "weight") {
    report.mistake(option, "ERR_CONFIG_KEYWORD", {
      fr: `"${option.text}" n'est pas une option de track_script : keepalived l'ignore. Seule "weight NOMBRE" est possible.`,
      en: `"${option.text}" is not an option of track_script: keepalived ignores it. Only "weight NUMBER" is possible.`,
    });
    return otherwise;
  }
  if (reverse !== undefined) {
    report.unsupported(reverse, {
      fr: `"${reverse.text}" n'est pas encore pris en charge.`,
      en: `"${reverse.text}" is not supported yet.`,
    });
  }
  const range = { keyword: "weight", minimum: -253, maximum: 253, otherwise: String(otherwise) };
  return (value && readNumber(value, range, report)) ?? otherwise;
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
