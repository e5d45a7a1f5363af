import type { Language } from "../../base/text.ts";
import type { StatsPage } from "../../config/haproxy/config.ts";
import { uptime } from "../command/info.ts";
import type { ProxyView, StatsView } from "../view.ts";
import { html } from "./html.ts";
import { sectionOf } from "./section.ts";
import { style } from "./style.ts";
import { outcomes, wordOf } from "./text.ts";

export interface PageOptions {
  readonly page: StatsPage;
  readonly view: StatsView;
  readonly proxies: readonly ProxyView[];
  readonly language: Language;
  readonly admin: boolean;
  readonly hideDown: boolean;
  readonly refreshes: boolean;
  /** What became of the form before: `DONE` and the like. */
  readonly outcome: string | undefined;
}

/** The statistics page, whole. */
export function statsPage(options: PageOptions): string {
  const { page, view, proxies, language, admin, hideDown, outcome } = options;
  const word = wordOf(language);
  const said = outcome === undefined || !Object.hasOwn(outcomes, outcome) ? undefined : outcomes[outcome];
  const { process } = view;
  const version = page.hideVersion ? "" : ` ${process.version}`;
  const node = page.node === undefined ? undefined : html` · ${page.node || process.node}`;
  const sections = proxies.map((proxy) => {
    return sectionOf(proxy, { nowMs: view.nowMs, word, admin, legends: page.showLegends, hideDown });
  });
  const document = html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>${word("title")}</title>${style}</head><body><main>
<header><h1>${word("title")}${version}${node}</h1>
${page.description === undefined ? undefined : html`<p>${page.description}</p>`}
<p>pid ${process.pid} · ${word("since")} ${uptime(Math.floor(process.uptimeMs / 1000))} ·
${word("connections")} ${process.connections.current} / ${process.maximumConnections}</p>
${linksOf(options)}</header>
${said ? html`<p class="said" role="status">${said[language]}</p>` : undefined}
${sections}</main></body></html>
`;
  return document.text;
}

function linksOf({ page, language, hideDown, refreshes }: PageOptions): ReturnType<typeof html> {
  const word = wordOf(language);
  const { uri } = page;
  const quiet = page.refreshSeconds !== undefined && !refreshes ? ";norefresh" : "";
  const only = hideDown ? ";up" : "";
  const refresh =
    page.refreshSeconds === undefined
      ? undefined
      : refreshes
        ? html`<a href="${uri}${only};norefresh">${word("refreshOff")}</a>`
        : html`<a href="${uri}${only}">${word("refreshOn")} (${page.refreshSeconds} s)</a>`;
  const down = hideDown
    ? html`<a href="${uri}${quiet}">${word("showDown")}</a>`
    : html`<a href="${uri};up${quiet}">${word("hideDown")}</a>`;
  return html`<nav>${down}${refresh}<a href="${uri};csv;norefresh">${word("csv")}</a><a href="${uri};json;norefresh">JSON</a></nav>`;
}
