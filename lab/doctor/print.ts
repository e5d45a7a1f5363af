import type { Text } from "../../agent/base/text.ts";
import type { Output } from "../command/context.ts";
import type { Diagnosis, Examined } from "./diagnosis.ts";
import type { State } from "./examination.ts";

const words: Readonly<Record<State, Text>> = {
  ok: { fr: "ok", en: "ok" },
  limited: { fr: "limité", en: "limited" },
  missing: { fr: "absent", en: "missing" },
};
const colours = { ok: "green", limited: "yellow", missing: "red" } as const;
const signs = { ok: "✓", limited: "!", missing: "✗" } as const;

interface Page {
  readonly language: keyof Text;
  readonly paint: Output["paint"];
}

/** A line for each examination; below it what a limit means, and the command that changes it. */
export function diagnosisLines({ examined, runtimes }: Diagnosis, page: Page): readonly string[] {
  return [...examined.flatMap((each) => examinedLines(each, page)), "", conclusion(runtimes)[page.language]];
}

function examinedLines(
  { state, title, found, means, remedy }: Examined,
  { language, paint }: Page,
): readonly string[] {
  const width = Math.max(...Object.values(words).map((text) => text[language].length));
  const mark = paint(colours[state], `${signs[state]} ${words[state][language].padEnd(width)}`);
  const indent = " ".repeat(width + 4);
  const colon = { fr: " :", en: ":" }[language];
  return [
    `${mark}  ${title[language]}${colon} ${found[language]}`,
    ...(means === undefined ? [] : [`${indent}${means[language]}`]),
    ...(remedy === undefined ? [] : [`${indent}→ ${paint("bold", remedy[language])}`]),
  ];
}

function conclusion(runtimes: readonly string[]): Text {
  const [first] = runtimes;
  if (first === undefined) {
    return {
      fr: "Aucun labo ne peut tourner ici : suivez les flèches, en commençant par ce qui est absent.",
      en: "No lab can run here: follow the arrows, beginning with what is missing.",
    };
  }
  const names = runtimes.join(", ");
  return {
    fr: `Un labo peut tourner ici (${names}) : npm run lab`,
    en: `A lab can run here (${names}): npm run lab`,
  };
}

/** The same as data, in the user's language. */
export function diagnosisJson({ examined, runtimes }: Diagnosis, language: keyof Text): string {
  const entries = examined.map(({ name, state, title, found, means, remedy }) => ({
    name,
    state,
    title: title[language],
    found: found[language],
    means: means?.[language],
    remedy: remedy?.[language],
  }));
  return JSON.stringify({ version: 0, runtimes, examined: entries }, null, 2);
}
