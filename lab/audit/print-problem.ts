import { formatWithExcerpt, type SourceOf } from "../../agent/base/excerpt.ts";
import type { Problem } from "../../agent/base/problem.ts";
import type { Language, Text } from "../../agent/base/text.ts";
import type { Output } from "../command/context.ts";

/** The gravest first; what two files have in common is said once. */
export function printProblems(
  problems: readonly Problem[],
  language: Language,
  sourceOf: SourceOf,
  out: Output,
): void {
  const told = new Set<string>();
  for (const { severities, title } of groups) {
    const own = problems.filter(({ severity }) => severities.includes(severity));
    if (own.length > 0) out.write(`${out.paint("bold", title[language])}\n\n`);
    for (const problem of own) {
      const isTold = told.has(problem.text.en);
      told.add(problem.text.en);
      const text = isTold ? again : problem.text;
      // The title says what advice is.
      const shown = { ...problem, text, severity: "mistake" } as const;
      out.write(`${formatWithExcerpt(shown, language, sourceOf)}\n\n`);
    }
  }
}

interface Group {
  readonly severities: readonly Problem["severity"][];
  readonly title: Text;
}

const groups: readonly Group[] = [
  {
    severities: ["fatal"],
    title: { fr: "Avec ceci, le démon ne démarre pas", en: "With this the daemon does not start" },
  },
  {
    severities: ["mistake"],
    title: {
      fr: "Erreurs : keepalived ou HAProxy ne fait pas ce qui est écrit, ou pas ce qui est voulu",
      en: "Mistakes: keepalived or HAProxy does not do what is written, or not what is meant",
    },
  },
  {
    severities: ["unsupported"],
    title: { fr: "L'original le fait, bascule pas encore", en: "The original does it, bascule does not yet" },
  },
  { severities: ["advice"], title: { fr: "Conseils", en: "Advice" } },
];

const again: Text = { fr: "de même.", en: "the same." };
