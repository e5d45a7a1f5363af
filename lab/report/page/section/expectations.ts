import { html } from "../html.ts";
import { mark } from "../mark.ts";
import type { PageSection } from "../section.ts";
import { tableOf } from "../table.ts";

const wording = {
  fr: { caption: "Attendu et observé", heads: ["attente", "verdict", "attendu", "observé"] },
  en: { caption: "Expected and seen", heads: ["expectation", "verdict", "expected", "seen"] },
} as const;

/** What the scenario expects, and what was found. */
export const expectations: PageSection = {
  title: { fr: "Ce que le scénario attend", en: "What the scenario expects" },
  body({ expectations: judged }, { language }) {
    if (judged.length === 0) return undefined;
    const { caption, heads } = wording[language];
    const rows = judged.map(({ name, verdict, expected, actual }) => {
      return [name[language], mark(verdict, language), expected[language], actual[language]];
    });
    return html`${tableOf(
      caption,
      heads.map((head) => ({ head })),
      rows,
    )}`;
  },
};
