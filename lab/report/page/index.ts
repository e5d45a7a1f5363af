import type { Judgement } from "../judge.ts";
import { header, titleOf } from "./header.ts";
import { html, styleElement } from "./html.ts";
import { distribution } from "./section/distribution.ts";
import { environment } from "./section/environment.ts";
import { expectations } from "./section/expectations.ts";
import { outage } from "./section/outage.ts";
import { rerun } from "./section/rerun.ts";
import { settings } from "./section/settings.ts";
import { steps } from "./section/steps.ts";
import { trials } from "./section/trials.ts";
import type { PageOptions, PageSection } from "./section.ts";
import { style } from "./style.ts";

/** The parts of the page below its head, in their order; a key is its part's anchor. */
const sections = {
  steps,
  outage,
  trials,
  distribution,
  expectations,
  settings,
  environment,
  rerun,
} as const satisfies Record<string, PageSection>;

const contents = { fr: "Sommaire", en: "Contents" } as const;
const skip = { fr: "Aller au contenu", en: "Skip to the content" } as const;

/**
 * The report as one HTML document that needs nothing else: no request, no script. Its policy allows its own style sheet
 * by hash, so that nothing in it could load or run anything even if an escape were missing.
 */
export function renderPage(judgement: Judgement, options: PageOptions): string {
  const { language, sha256 } = options;
  const parts = Object.entries<PageSection>(sections).flatMap(([id, section]) => {
    const body = section.body(judgement, options);
    return body === undefined ? [] : [{ id, title: section.title[language], body }];
  });
  const policy = `default-src 'none'; style-src 'sha256-${sha256(style)}'; base-uri 'none'; form-action 'none'`;
  const page = html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(judgement, options)}</title>
${styleElement(style)}
</head>
<body>
<a class="skip" href="#content">${skip[language]}</a>
${header(judgement, options)}<nav aria-label="${contents[language]}"><ul>
${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ul></nav>
<main id="content">
${parts.map(({ id, title, body }) => html`<section id="${id}" aria-labelledby="${id}-head"><h2 id="${id}-head">${title}</h2>\n${body}</section>\n`)}</main>
</body>
</html>
`;
  return `<!doctype html>\n${page}`;
}
