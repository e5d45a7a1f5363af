import { median, quantile } from "../../lab/stats/quantile.ts";
import { type Figure, type RowName, returning, rows } from "./row.ts";
import type { Result } from "./trial.ts";

/** How the labs are called in the table. */
const makers: Readonly<Record<string, string>> = {
  "keepalived+keepalived": "keepalived",
  "ours+ours": "ours",
  "keepalived+ours": "ours behind keepalived",
};

const head = [
  ...["fault", "lab", "trials", "void", "median ms", "p99 ms", "min ms", "max ms"],
  ...["silent for the client ms", "probes lost", "two owners ms", "resolution ms", "target for ours"],
];

const tolerable = { leastMs: 5, share: 0.05 } as const;

interface Kind {
  readonly title: string;
  readonly target: string;
  readonly figure: Figure;
}

/** One line for each row and lab. */
export function tableOf(results: readonly Result[]): string {
  const kinds: [RowName, Kind][] = [
    ...(Object.entries(rows) as [RowName, Kind][]),
    ["return", { title: returning.title, target: returning.target, figure: "silence" }],
  ];
  const lines = kinds.flatMap(([name, kind]) => {
    const own = results.filter(({ row }) => row === name);
    const labs = [...new Set(own.map((result) => result.makers.join("+")))].toSorted();
    return labs.map((lab) =>
      lineOf(
        kind,
        lab,
        own.filter((result) => result.makers.join("+") === lab),
      ),
    );
  });
  return [line(head), `|${"---|".repeat(head.length)}`, ...lines].join("\n");
}

function lineOf({ title, target, figure }: Kind, lab: string, all: readonly Result[]): string {
  const figureOf = ({ silenceMs, moveMs }: Result) => (figure === "silence" ? silenceMs : moveMs);
  const counting = all.filter((result) => !isVoid(result, figureOf(result)));
  const figures = counting.map(figureOf);
  const known = figures.filter((value) => value !== null);
  const never = figures.length - known.length;
  const spread = [median(known), quantile(known, 0.99), quantile(known, 0), quantile(known, 1)].map((ms) =>
    shown(ms),
  );
  const silences = counting.flatMap(({ silenceMs }) => (silenceMs === null ? [] : [silenceMs]));
  return line([
    title,
    makers[lab] ?? lab,
    `${counting.length}${never > 0 ? `, ${never} without an end` : ""}`,
    `${all.length - counting.length}`,
    ...spread,
    shown(median(silences)),
    shown(median(counting.map(({ lost }) => lost)), 0),
    shown(
      quantile(
        counting.map(({ twoOwnersMs }) => twoOwnersMs),
        1,
      ),
    ),
    shown(median(counting.map(({ resolutionMs }) => resolutionMs))),
    lab.endsWith("ours") ? target : "",
  ]);
}

/** The prober itself stood still for longer than the figure can bear. */
function isVoid({ stallMs = 0 }: Result, figureMs: number | null): boolean {
  return stallMs > tolerable.share * (figureMs ?? 0) && stallMs > tolerable.leastMs;
}

function shown(value: number | undefined, digits = 1): string {
  return value === undefined ? "–" : value.toFixed(digits);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
