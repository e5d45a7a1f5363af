import type { Language } from "../base/text.ts";
import type { StatsPage } from "../config/haproxy/config.ts";
import type { RequestHead } from "../http/head.ts";
import type { AdminAction } from "./admin-action.ts";
import { isAllowed } from "./auth.ts";
import { withoutAddresses } from "./command/show.ts";
import { readForm } from "./form.ts";
import { statsPage } from "./page/page.ts";
import { csv, statRows } from "./table.ts";
import { jsonRows, typedRows } from "./typed.ts";
import type { ProxyView, StatsView } from "./view.ts";

/** A request for the page, complete with its body. */
export interface StatsRequest {
  readonly page: StatsPage;
  readonly head: RequestHead;
  /** Undefined: it was too long to be read. */
  readonly body: string | undefined;
  /** The proxy that serves the page: `scope .` means it. */
  readonly proxy: string;
  /** A `stats admin` rule holds. */
  readonly admin: boolean;
}

export interface StatsAnswer {
  readonly status: 200 | 303 | 401;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly actions: readonly AdminAction[];
}

/** Whether a request is for the page: by the beginning of its target, as the original looks at it. */
export function isForStats({ method, target }: RequestHead, page: StatsPage): boolean {
  if (!["GET", "HEAD", "POST"].includes(method)) return false;
  return pathOf(target, page).startsWith(page.uri);
}

/** Of an absolute target the path counts. */
function pathOf(target: string, page: StatsPage): string {
  return page.uri.startsWith("/") ? target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "") : target;
}

/** What a request for the page gets. */
export function answerStats(request: StatsRequest, view: StatsView): StatsAnswer {
  const { page, head } = request;
  if (!isAllowed(head, page.users)) return unauthorized(page);
  if (head.method === "POST") return answerForm(request, view);
  const words = wordsOf(request);
  const proxies = view.proxies.filter((proxy) => isInScope(proxy, request));
  const refreshes = page.refreshSeconds !== undefined && page.refreshSeconds > 0 && !words.has("norefresh");
  const refresh = refreshes ? [["refresh", String(page.refreshSeconds)] as const] : [];
  const table = tables.find(({ word }) => words.has(word));
  if (table) {
    const rows = statRows({ ...view, proxies }).filter(
      (row) => !words.has("up") || row.type !== 2 || !/^DOWN/.test(String(row.status)),
    );
    const shown = page.showLegends ? rows : rows.map(withoutAddresses);
    const headers = [...headersOf(table.type), ...refresh];
    return { status: 200, headers, body: table.write(shown), actions: [] };
  }
  const outcome = [...words].find((word) => word.startsWith("st="))?.slice(3);
  const [admin, hideDown, language] = [request.admin, words.has("up"), languageOf(head)];
  const body = statsPage({ page, view, proxies, language, admin, hideDown, refreshes, outcome });
  const type = "text/html; charset=utf-8";
  return { status: 200, headers: [...headersOf(type), ...refresh, ...guards], body, actions: [] };
}

/** The forms of the table for programs [T]. */
const tables = [
  { word: "json", type: "application/json", write: jsonRows },
  { word: "typed", type: "text/plain", write: typedRows },
  { word: "csv", type: "text/plain", write: csv },
] as const;

/** Nothing from elsewhere is loaded, and no other site shows the page in a frame of its own. */
const guards = [
  [
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'",
  ],
  ["referrer-policy", "same-origin"],
] as const;

function headersOf(type: string): StatsAnswer["headers"] {
  return [
    ["cache-control", "no-cache"],
    ["content-type", type],
  ];
}

function unauthorized(page: StatsPage): StatsAnswer {
  const realm = page.realm.replace(/[\\"]/g, "\\$&");
  return {
    status: 401,
    headers: [...headersOf("text/html"), ["www-authenticate", `Basic realm="${realm}"`]],
    body: "<html><body><h1>401 Unauthorized</h1>\nYou need a valid user and password to access this content.\n</body></html>\n",
    actions: [],
  };
}

/** What stands behind `;` in the address. */
function wordsOf({ page, head }: StatsRequest): ReadonlySet<string> {
  return new Set(pathOf(head.target, page).slice(page.uri.length).split(";"));
}

function isInScope({ name }: ProxyView, { page, proxy }: StatsRequest): boolean {
  return page.scopes.length === 0 || page.scopes.some((scope) => (scope === "." ? proxy : scope) === name);
}

/** A form acts once: the browser is sent back to the page, which says what became of it. */
function answerForm(request: StatsRequest, view: StatsView): StatsAnswer {
  const { page, head, body } = request;
  const proxies = view.proxies.filter((proxy) => isInScope(proxy, request));
  const allowed = request.admin && isFromHere(head);
  const { outcome, actions } = !allowed
    ? { outcome: "DENY", actions: [] }
    : body === undefined
      ? { outcome: "EXCD", actions: [] }
      : readForm(body, proxies);
  const words = wordsOf(request);
  const kept = ["up", "norefresh"].filter((word) => words.has(word)).map((word) => `;${word}`);
  const location = `${page.uri};st=${outcome}${kept.join("")}`;
  return { status: 303, headers: [...headersOf("text/plain"), ["location", location]], body: "", actions };
}

/** A browser says which page a form came from: another site's is not taken. Scripts say nothing. */
function isFromHere(head: RequestHead): boolean {
  const fieldOf = (name: string): string | undefined =>
    head.headers.find((header) => header.name === name)?.value;
  const origin = fieldOf("origin");
  return origin === undefined || origin.replace(/^https?:\/\//, "") === fieldOf("host");
}

function languageOf(head: RequestHead): Language {
  const wanted = head.headers.find((header) => header.name === "accept-language")?.value ?? "";
  return /^\s*fr\b/i.test(wanted) ? "fr" : "en";
}
