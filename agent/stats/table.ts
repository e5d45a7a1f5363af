import { allColumns, type StatRow } from "./column.ts";
import { backRow } from "./row-back.ts";
import { frontRow } from "./row-front.ts";
import { serverRow } from "./row-server.ts";
import type { ProxyView, StatsView } from "./view.ts";

/** Every row, in the order of the file; `shows` picks the proxies. */
export function statRows(
  view: StatsView,
  shows: (proxy: ProxyView) => boolean = () => true,
): readonly StatRow[] {
  return view.proxies.filter(shows).flatMap((proxy) => proxyRows(proxy, view.nowMs));
}

export function proxyRows(proxy: ProxyView, nowMs: number): readonly StatRow[] {
  const { front, back } = proxy;
  const servers =
    back?.state.config.servers.flatMap(({ removed }, index) =>
      removed ? [] : [serverRow(proxy, back, index, nowMs)],
    ) ?? [];
  return [
    ...(front ? [frontRow(proxy, front, nowMs)] : []),
    ...servers,
    ...(back ? [backRow(proxy, back, nowMs)] : []),
  ];
}

/** The table as text: a line of names, then one a row, each value ended by a comma. */
export function csv(rows: readonly StatRow[]): string {
  const lines = rows.map((row) => allColumns.map((name) => `${quoted(row[name] ?? "")},`).join(""));
  return `${[`# ${allColumns.join(",")},`, ...lines].join("\n")}\n`;
}

/** Quotes what could break a line: RFC 4180 §2. */
function quoted(value: string | number): string | number {
  if (typeof value === "number" || !/[",\n\r]/.test(value)) return value;
  return `"${value.replaceAll('"', '""')}"`;
}
