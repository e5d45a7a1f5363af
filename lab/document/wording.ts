import type { z } from "zod";
import type { Text } from "../../agent/base/text.ts";

type Issue = z.core.$ZodIssue;

const types: Readonly<Record<string, Text>> = {
  string: { fr: "un texte", en: "text" },
  number: { fr: "un nombre", en: "a number" },
  int: { fr: "un nombre entier", en: "a whole number" },
  boolean: { fr: "true ou false", en: "true or false" },
  array: { fr: "une liste", en: "a list" },
  object: { fr: "un groupe de clés", en: "a group of keys" },
  record: { fr: "un groupe de clés", en: "a group of keys" },
  null: { fr: "rien", en: "nothing" },
};

/** What an issue wanted: `a list`, `one of balancer, app`. */
export function expectedText(issue: Issue): Text {
  if (issue.code === "invalid_value") return listed(issue.values.map(String));
  if (issue.code === "invalid_union") return either(issue.errors.flat().map(expectedText));
  if (issue.code !== "invalid_type") return { fr: "une autre valeur", en: "another value" };
  return types[issue.expected] ?? { fr: issue.expected, en: issue.expected };
}

/** `text or a list`. */
export function either(forms: readonly Text[]): Text {
  return { fr: forms.map(({ fr }) => fr).join(" ou "), en: forms.map(({ en }) => en).join(" or ") };
}

/** `one of balancer, app`. */
export function listed(values: readonly string[]): Text {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return { fr: `« ${only} »`, en: `"${only}"` };
  return { fr: `l'une des valeurs ${values.join(", ")}`, en: `one of ${values.join(", ")}` };
}

/** What stands there instead: `the number 8080`. */
export function foundText(value: unknown): Text {
  if (value === null || value === undefined) return { fr: "rien", en: "nothing" };
  if (Array.isArray(value)) return { fr: "une liste", en: "a list" };
  if (typeof value === "object") return { fr: "un groupe de clés", en: "a group of keys" };
  if (typeof value === "string") return { fr: `le texte « ${value} »`, en: `the text "${value}"` };
  if (typeof value === "number") return { fr: `le nombre ${value}`, en: `the number ${value}` };
  return { fr: String(value), en: String(value) };
}

/** A value that is too small, too big, or written in the wrong form; undefined for other issues. */
export function limitText(issue: Issue): Text | undefined {
  if (issue.code === "invalid_format") {
    const form = issue.pattern ?? issue.format;
    return { fr: `n'a pas la forme attendue (${form})`, en: `does not have the expected form (${form})` };
  }
  if (issue.code === "not_multiple_of")
    return { fr: `doit être un multiple de ${issue.divisor}`, en: `must be a multiple of ${issue.divisor}` };
  if (issue.code === "too_small")
    return bound(issue.origin, "least", issue.minimum, issue.inclusive !== false);
  return issue.code === "too_big"
    ? bound(issue.origin, "most", issue.maximum, issue.inclusive !== false)
    : undefined;
}

const units: Readonly<Record<string, Text>> = {
  array: { fr: "élément(s)", en: "item(s)" },
  string: { fr: "caractère(s)", en: "character(s)" },
};

function bound(origin: string, side: "least" | "most", limit: number | bigint, inclusive: boolean): Text {
  const unit = units[origin];
  const words = { least: { fr: "au moins", en: "at least" }, most: { fr: "au plus", en: "at most" } }[side];
  if (unit !== undefined)
    return { fr: `il faut ${words.fr} ${limit} ${unit.fr}`, en: `needs ${words.en} ${limit} ${unit.en}` };
  if (inclusive) return { fr: `doit valoir ${words.fr} ${limit}`, en: `must be ${words.en} ${limit}` };
  const strict = {
    least: { fr: "plus grand que", en: "greater than" },
    most: { fr: "plus petit que", en: "less than" },
  }[side];
  return { fr: `doit être ${strict.fr} ${limit}`, en: `must be ${strict.en} ${limit}` };
}
