import { z } from "zod";
import type { Text } from "../../agent/base/text.ts";
import { says } from "../document/issue.ts";

const unitMs = { ms: 1, s: 1000, m: 60_000 } as const;

/** `250ms`, `1.5s`, `2m`: milliseconds as a number. */
export const duration = written(/^\d+(\.\d+)?(ms|s|m)$/, {
  fr: "une durée avec son unité est attendue, par exemple 500ms, 3s ou 1.5m",
  en: "expected a duration with its unit, for example 500ms, 3s or 1.5m",
}).transform((text) => {
  const unit = /[a-z]+$/.exec(text)?.[0] as keyof typeof unitMs;
  return Number.parseFloat(text) * unitMs[unit];
});

/** Becomes part of file names. */
export const shortName = written(/^[a-z0-9][a-z0-9-]*$/, {
  fr: "n'utilisez que des minuscules, des chiffres et des tirets",
  en: "use lower-case letters, digits and hyphens only",
});

export const httpUrl = written(/^http:\/\/\d+(\.\d+){3}(:\d+)?\//, {
  fr: "une adresse comme http://192.168.1.100/ est attendue",
  en: "expected an address like http://192.168.1.100/",
});

/** Text of a form that a sentence explains better than a pattern; the pattern stays in the JSON Schema. */
function written(pattern: RegExp, text: Text) {
  return z
    .string()
    .refine((value) => pattern.test(value), says(text))
    .meta({ pattern: pattern.source, description: text.en });
}
