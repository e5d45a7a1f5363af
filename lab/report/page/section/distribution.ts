import { percent } from "../../../check/words.ts";
import { html } from "../html.ts";
import type { PageSection } from "../section.ts";
import { tableOf } from "../table.ts";

const wording = {
  fr: {
    caption: "Requêtes par serveur",
    heads: ["serveur", "requêtes", "part", "attendue"],
    algorithm: (name: string) => `Algorithme : ${name}. Le trait marque la part attendue.`,
    picture: (list: string) => `Part de chaque serveur : ${list}`,
  },
  en: {
    caption: "Requests by server",
    heads: ["server", "requests", "share", "expected"],
    algorithm: (name: string) => `Algorithm: ${name}. The stroke marks the expected share.`,
    picture: (list: string) => `Share of each server: ${list}`,
  },
} as const;

const rowRem = 2.6;

/** Who answered how often, as bars and as figures, beside what the configuration promises. */
export const distribution: PageSection = {
  title: { fr: "Répartition des requêtes", en: "Distribution of the requests" },
  body({ result, facts }, { language }) {
    const rows = Object.entries(result.distribution);
    if (rows.length === 0) return undefined;
    const text = wording[language];
    const bars = rows.map(([server, { share, expectedShare }], index) => {
      const top = index * rowRem;
      const wanted = `${(100 * expectedShare).toFixed(2)}%`;
      return html`<text class="lane" x="0" y="${top + 0.6}rem">${server} · ${percent(share, language)}</text>
<rect class="trough" x="0" y="${top + 1.1}rem" width="100%" height="1.1rem"/><rect class="share" x="0" y="${top + 1.1}rem" width="${(100 * share).toFixed(2)}%" height="1.1rem"/>
<line class="expected" x1="${wanted}" x2="${wanted}" y1="${top + 0.85}rem" y2="${top + 2.45}rem"/>
`;
    });
    const list = rows.map(([server, { share }]) => `${server} ${percent(share, language)}`).join(", ");
    const picture = html`<svg class="chart" role="img" aria-label="${text.picture(list)}" width="100%" height="${rows.length * rowRem}rem">
${bars}</svg>
`;
    const figures = rows.map(([server, { requests, share, expectedShare }]) => {
      return [server, requests, percent(share, language), percent(expectedShare, language)];
    });
    const columns = text.heads.map((head, index) => ({ head, figure: index > 0 }));
    return html`${picture}<p class="note">${text.algorithm(facts.promise.algorithm)}</p>
${tableOf(text.caption, columns, figures)}`;
  },
};
