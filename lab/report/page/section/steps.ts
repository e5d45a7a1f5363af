import { html } from "../html.ts";
import { mark } from "../mark.ts";
import type { PageSection } from "../section.ts";
import { prose } from "../words.ts";

const wording = {
  fr: { seen: "Observé", next: "À faire" },
  en: { seen: "Seen", next: "To do" },
} as const;

/** The six steps of the exercise: what each wants, what was seen, what to do next. */
export const steps: PageSection = {
  title: { fr: "Les six étapes de l'exercice", en: "The six steps of the exercise" },
  body({ steps: judged }, { language }) {
    if (judged.length === 0) return undefined;
    const { seen, next } = wording[language];
    const items = judged.map(({ title, verdict, asks, evidence, hint }) => {
      const todo = hint && html`<dt>${next}</dt><dd>${prose(hint[language])}</dd>`;
      return html`<li class="${verdict}"><h3>${title[language]} ${mark(verdict, language)}</h3>
<p>${prose(asks[language])}</p>
<dl><dt>${seen}</dt><dd>${prose(evidence[language])}</dd>${todo}</dl></li>
`;
    });
    return html`<ol class="steps">
${items}</ol>
`;
  },
};
