import type { StatRow } from "../column.ts";
import { uptime } from "../command/info.ts";
import { proxyRows } from "../table.ts";
import type { ProxyView } from "../view.ts";
import { type Html, html } from "./html.ts";
import type { Word } from "./text.ts";

export interface SectionOptions {
  readonly nowMs: number;
  readonly word: (word: Word) => string;
  /** The form may act. */
  readonly admin: boolean;
  /** Addresses and the algorithm are shown: `stats show-legends`. */
  readonly legends: boolean;
  /** Servers that are down are left out. */
  readonly hideDown: boolean;
}

interface Column {
  readonly title: Word;
  readonly note?: Word;
  readonly cell: (row: StatRow, options: SectionOptions) => string | number | Html;
  readonly text?: true;
}

/** What of a row is shown, and where [T]. */
const columns: readonly Column[] = [
  { title: "state", text: true, cell: stateCell },
  { title: "check", text: true, cell: checkCell },
  { title: "weight", cell: (row) => row.weight ?? "" },
  { title: "sessions", note: "current", cell: (row, { word }) => withLimit(row, word) },
  { title: "total", cell: (row) => row.stot ?? 0 },
  { title: "rate", note: "current", cell: (row) => `${row.rate ?? 0} / ${row.rate_max ?? 0}` },
  { title: "last", cell: (row, { word }) => lastCell(row, word) },
  {
    title: "queue",
    note: "current",
    cell: (row) => (row.qcur === undefined ? "" : `${row.qcur} / ${row.qmax}`),
  },
  { title: "bytesIn", cell: (row) => row.bin ?? 0 },
  { title: "bytesOut", cell: (row) => row.bout ?? 0 },
  {
    title: "responses",
    note: "classes",
    cell: (row) => several(row, "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx"),
  },
  { title: "denied", note: "bothWays", cell: (row) => several(row, "dreq", "dresp") },
  { title: "errors", note: "errorKinds", cell: (row) => several(row, "ereq", "econ", "eresp") },
  { title: "retries", note: "redispatched", cell: (row) => several(row, "wretr", "wredis") },
  { title: "times", note: "timeKinds", cell: (row) => several(row, "qtime", "ctime", "rtime", "ttime") },
  { title: "servers", note: "roles", cell: (row) => several(row, "act", "bck") },
  { title: "failures", note: "failureKinds", cell: (row) => several(row, "chkfail", "chkdown") },
  { title: "downtime", cell: (row) => (row.downtime === undefined ? "" : uptime(Number(row.downtime))) },
];

/** A section of the file as a table; with rights, its servers have boxes and a choice of actions. */
export function sectionOf(proxy: ProxyView, options: SectionOptions): Html {
  const { word, admin, legends } = options;
  const rows = proxyRows(proxy, options.nowMs).filter((row) => !isHidden(row, options));
  const form = admin && proxy.back !== undefined && proxy.back.state.config.servers.length > 0;
  const heads = columns.map(({ title, note, text }) => {
    const second = note ? html`<br><small>${word(note)}</small>` : undefined;
    return html`<th class="${text ? "text" : "number"}" scope="col">${word(title)}${second}</th>`;
  });
  const lines = rows.map((row) => lineOf(row, options, form));
  const table = html`<div class="wide"><table><thead><tr><th>${word("name")}</th>${heads}</tr></thead>
<tbody>${lines}</tbody></table></div>`;
  const algorithm = legends && proxy.back ? html` <small>balance ${algorithmOf(rows)}</small>` : undefined;
  return html`<section id="${proxy.name}"><h2>${proxy.name}${algorithm}</h2>
${form ? formOf(proxy, table, word) : table}</section>
`;
}

function algorithmOf(rows: readonly StatRow[]): string {
  return String(rows.at(-1)?.algo ?? "");
}

function isHidden(row: StatRow, { hideDown }: SectionOptions): boolean {
  return hideDown && row.type === 2 && String(row.status).startsWith("DOWN");
}

function lineOf(row: StatRow, options: SectionOptions, form: boolean): Html {
  const cells = columns.map(({ cell, text }) => {
    const value = cell(row, options);
    return text ? html`<td class="text">${value}</td>` : html`<td>${value}</td>`;
  });
  const kind = row.type === 2 ? "server" : "sum";
  return html`<tr class="${kind}"><td>${nameCell(row, options, form)}</td>${cells}</tr>
`;
}

function nameCell(row: StatRow, { legends, word }: SectionOptions, form: boolean): Html {
  const name = row.type === 2 ? String(row.svname) : row.type === 0 ? "Frontend" : "Backend";
  const address = legends && row.type === 2 ? html`<br><small>${row.addr}</small>` : undefined;
  const role = row.type === 2 && row.bck === 1 ? html` <small>${word("backup")}</small>` : undefined;
  const label = html`<span>${name}${role}${address}</span>`;
  if (!form || row.type !== 2) return label;
  return html`<label><input type="checkbox" name="s" value="${name}">${label}</label>`;
}

const kinds: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^(UP|OPEN)$/, "good"],
  [/^UP |^DOWN \d/, "warn"],
  [/^DOWN/, "bad"],
  [/^DRAIN/, "drain"],
];

function stateCell(row: StatRow): Html {
  const status = String(row.status);
  const kind = kinds.find(([pattern]) => pattern.test(status))?.[1] ?? "calm";
  return html`<span class="state ${kind}">${status}</span>`;
}

function checkCell(row: StatRow): Html | string {
  if (row.check_status === undefined) return "";
  const code = row.check_code === undefined ? "" : `/${row.check_code}`;
  const took = row.check_duration === undefined ? "" : ` ${row.check_duration} ms`;
  return html`<span title="${row.check_desc} ${row.last_chk}">${row.check_status}${code}${took}</span>`;
}

function withLimit(row: StatRow, word: (word: Word) => string): Html {
  const limit = row.slim === undefined ? undefined : html` <small>(${word("limit")} ${row.slim})</small>`;
  return html`${row.scur} / ${row.smax}${limit}`;
}

function lastCell(row: StatRow, word: (word: Word) => string): string {
  if (row.lastsess === undefined) return "";
  return Number(row.lastsess) < 0 ? word("never") : `${row.lastsess} s`;
}

function several(row: StatRow, ...names: readonly string[]): string {
  return names.some((name) => row[name] !== undefined)
    ? names.map((name) => row[name] ?? "–").join(" / ")
    : "";
}

const actions = [
  ["ready", "ready"],
  ["drain", "drain"],
  ["maint", "maint"],
  ["shutdown", "kill sessions"],
] as const;

function formOf(proxy: ProxyView, table: Html, word: (word: Word) => string): Html {
  const choices = actions.map(([value, label]) => html`<option value="${value}">${label}</option>`);
  return html`<form method="post">${table}
<p><label>${word("choose")} <select name="action"><option value=""></option>${choices}</select></label>
<input type="hidden" name="b" value="${proxy.name}"><button>${word("apply")}</button></p></form>`;
}
