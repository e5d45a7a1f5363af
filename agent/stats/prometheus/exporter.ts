import type { StatRow } from "../column.ts";
import { infoFields } from "../command/info.ts";
import { statRows } from "../table.ts";
import type { StatsView } from "../view.ts";
import { metricColumns, metricsOf } from "./metric.ts";
import { processMetrics } from "./process.ts";
import { statesOf } from "./state.ts";

/** A value of a metric, and what it is of. */
interface Sample {
  readonly labels: Readonly<Record<string, string | undefined>>;
  readonly value: string | number | undefined;
}

const scopes = ["global", "frontend", "backend", "server"] as const;
type Scope = (typeof scopes)[number];

/** The types of rows: `show stat`'s column `type`. */
const rowTypes = { frontend: 0, backend: 1, server: 2 } as const;

/** The page that Prometheus reads. `target`: `/metrics?scope=server&no-maint`. Text format 0.0.4. */
export function exportMetrics(view: StatsView, target: string): string {
  const wanted = readQuery(target);
  const rows = statRows(view).filter((row) => !wanted.noMaint || !String(row.status).startsWith("MAINT"));
  return scopes
    .filter((scope) => wanted.scopes.includes(scope))
    .map((scope) => (scope === "global" ? ofProcess(view) : ofRows(scope, rows)))
    .join("");
}

interface Query {
  readonly scopes: readonly Scope[];
  readonly noMaint: boolean;
}

/** A scope takes away those before it: `*` is all, an empty one none. */
function readQuery(target: string): Query {
  const query = new URLSearchParams(target.split("?")[1] ?? "");
  let chosen: readonly Scope[] = scopes;
  let first = true;
  for (const name of query.getAll("scope")) {
    const known = scopes.filter((scope) => scope === name || name === "*");
    chosen = first || name === "" ? known : [...chosen, ...known];
    first = false;
  }
  return { scopes: chosen, noMaint: query.has("no-maint") };
}

function ofProcess(view: StatsView): string {
  const fields = new Map(infoFields(view).map(({ name, value }) => [name, value]));
  return Object.entries(processMetrics)
    .map(([name, field]) => {
      const value = field === undefined ? undefined : fields.get(field);
      const sample =
        name === "build_info" ? { labels: { version: String(value) }, value: 1 } : { labels: {}, value };
      return metric(`process_${name}`, [sample]);
    })
    .join("");
}

function ofRows(scope: Exclude<Scope, "global">, all: readonly StatRow[]): string {
  const rows = all.filter((row) => row.type === rowTypes[scope]);
  return metricsOf[scope]
    .map((name) => {
      const samples = rows.flatMap((row) => samplesOf(name, row, scope, all));
      // The original goes through the codes first, and then through the servers.
      if (name === responses) samples.sort((left, right) => codeIndex(left) - codeIndex(right));
      return samples.length === 0 ? "" : metric(`${scope}_${name}`, samples);
    })
    .join("");
}

function samplesOf(
  name: string,
  row: StatRow,
  scope: keyof typeof rowTypes,
  all: readonly StatRow[],
): readonly Sample[] {
  const owner = {
    proxy: String(row.pxname),
    ...(scope === "server" ? { server: String(row.svname) } : {}),
  };
  const states = name === responses ? codesOf(row) : statesOf(name, row, scope, all);
  if (states) {
    const label = name === responses ? "code" : "state";
    return states.map(([state, value]) => ({ labels: { ...owner, [label]: state }, value }));
  }
  const value = row[metricColumns[name] ?? ""];
  // Whoever is checked has a code, be it 0.
  if (name === "check_code")
    return row.check_status === undefined ? [] : [{ labels: owner, value: value ?? 0 }];
  // What only `mode http` or checks have.
  if (value === undefined && onlySome.test(name)) return [];
  return [{ labels: owner, value: name.endsWith("_seconds") ? inSeconds(name, value) : value }];
}

const responses = "http_responses_total";
const codes = ["1xx", "2xx", "3xx", "4xx", "5xx", "other"];

function codeIndex({ labels }: Sample): number {
  return codes.indexOf(labels.code ?? "");
}

function codesOf(row: StatRow): readonly (readonly [code: string, value: number])[] {
  if (row.hrsp_1xx === undefined) return [];
  return codes.map((code) => [code, Number(row[`hrsp_${code}`])]);
}

const onlySome = /^(http_|intercepted|check_duration)/;

/** These columns are in seconds already; the others are in milliseconds. */
const whole: readonly string[] = ["check_last_change_seconds", "last_session_seconds"];

function inSeconds(name: string, value: string | number | undefined): string | number | undefined {
  return value === undefined || whole.includes(name) ? value : Number(value) / 1000;
}

const counters: readonly string[] = ["process_failed_resolutions"];

function metric(name: string, samples: readonly Sample[]): string {
  const type = name.endsWith("_total") || counters.includes(name) ? "counter" : "gauge";
  const words = name.replace(/_total$/, "").replaceAll("_", " ");
  const full = `haproxy_${name}`;
  const lines = samples.map(({ labels, value }) => `${full}${labelText(labels)} ${value ?? "NaN"}\n`);
  return `# HELP ${full} ${words.charAt(0).toUpperCase()}${words.slice(1)}.\n# TYPE ${full} ${type}\n${lines.join("")}`;
}

function labelText(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value ?? "")}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
