import { readFileSync } from "node:fs";
import { converters, fetches } from "../../../../agent/acl/index.ts";
import { knownConverters, knownFetches } from "../../../../agent/acl/known.ts";
import type { Text } from "../../../../agent/base/text.ts";
import { bindWords } from "../../../../agent/config/haproxy/bind-word.ts";
import { httpCheckRules } from "../../../../agent/config/haproxy/check/http.ts";
import { tcpCheckSteps } from "../../../../agent/config/haproxy/check/tcp.ts";
import { checkVariableNames } from "../../../../agent/config/haproxy/check/variable.ts";
import { certificateListWords } from "../../../../agent/config/haproxy/crt-list.ts";
import type { ProxyKind } from "../../../../agent/config/haproxy/draft.ts";
import { globalKeywords, proxyKeywords } from "../../../../agent/config/haproxy/index.ts";
import {
  absentGlobal,
  knownBindFlags,
  knownBindWords,
  knownGlobal,
  knownOptions,
  knownProxy,
  knownSections,
  knownServerFlags,
  knownServerWords,
} from "../../../../agent/config/haproxy/known.ts";
import { options } from "../../../../agent/config/haproxy/option.ts";
import { removedKeywords } from "../../../../agent/config/haproxy/removed.ts";
import { sectionNames } from "../../../../agent/config/haproxy/section.ts";
import { otherSections } from "../../../../agent/config/haproxy/sections.ts";
import { serverWords } from "../../../../agent/config/haproxy/server-word.ts";
import { otherStatsWords, statsWords } from "../../../../agent/config/haproxy/stats-page.ts";
import { timeouts } from "../../../../agent/config/haproxy/timeout.ts";
import { actions, actionsStillToCome } from "../../../../agent/rule/index.ts";
import type { RulePlace } from "../../../../agent/rule/rule.ts";

/** A keyword and what becomes of it here. */
interface Row {
  readonly name: string;
  readonly here: "yes" | "no effect" | "refused";
  readonly why?: string;
}

interface Area {
  readonly title: string;
  readonly rows: readonly Row[];
}

interface Known {
  readonly name: string;
  readonly noted?: Text;
}

/** `global⇥daemon`, `bind⇥crt`, …: what `haproxy -dKall` lists, and the manual's lists of what is not registered. */
const listed = new URL("../../../cases/haproxy-2.6.12-keywords.txt", import.meta.url);
export const recorded = readFileSync(listed, "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("\t"))
  .map(([area = "", name = ""]) => ({ area, name }));

const later = "This is still to come.";
const kinds = ["defaults", "frontend", "listen", "backend"] as const satisfies readonly ProxyKind[];

/** The kinds of rules, as HAProxy's list calls them. */
const ruleKinds = [
  "http-request",
  "http-response",
  "http-after-response",
  "tcp-request connection",
  "tcp-request session",
  "tcp-request content",
  "tcp-response content",
] as const satisfies readonly RulePlace[];

/** With those that have a match in their name: `path_beg`. */
const fetchNames: ReadonlySet<string> = new Set(
  [...fetches.values()].flatMap(({ name, suffixes = [] }) => [
    name,
    ...suffixes.map((match) => `${name}_${match}`),
  ]),
);

/** What becomes of every keyword, by the names that test/cases/haproxy-2.6.12-keywords.txt gives to the areas [T]. */
export const areas: Readonly<Record<string, Area>> = {
  section: {
    title: "Sections",
    rows: [...named(sectionNames), ...sectionRows(), ...refused(knownSections)],
  },
  global: {
    title: "`global`",
    rows: [...honoured(globalKeywords), ...refused(knownGlobal), ...refused(absentGlobal)],
  },
  proxy: { title: "`defaults`, `frontend`, `listen`, `backend`", rows: proxyRows() },
  option: { title: "`option`", rows: [...honoured(options), ...refused(knownOptions)] },
  timeout: { title: "`timeout`", rows: timeouts.map(({ name, key }) => yesIf(name, key !== undefined)) },
  stats: { title: "`stats` in a proxy", rows: [...honoured(statsWords), ...still(otherStatsWords)] },
  bind: {
    title: "`bind`",
    rows: [...honoured(bindWords), ...refused(knownBindFlags), ...refused(knownBindWords)],
  },
  server: {
    title: "`server`, `default-server`",
    rows: [...honoured(serverWords), ...refused(knownServerFlags), ...refused(knownServerWords)],
  },
  ...ruleAreas(),
  "crt-list": { title: "`crt-list`, between brackets", rows: still(Object.keys(certificateListWords)) },
  "http-check": {
    title: "`http-check`",
    rows: named([...Object.keys(httpCheckRules), ...checkVariableNames]),
  },
  "tcp-check": {
    title: "`tcp-check`",
    rows: named([...Object.keys(tcpCheckSteps), ...checkVariableNames]),
  },
  ...Object.fromEntries(
    otherSections.map(({ name, keywords }) => [name, { title: `\`${name}\``, rows: honoured(keywords) }]),
  ),
  fetch: {
    title: "Fetches",
    rows: [...named(fetchNames), ...still([...knownFetches].filter((name) => !fetchNames.has(name)))],
  },
  converter: {
    title: "Converters",
    rows: [
      ...named(converters.keys()),
      ...still([...knownConverters].filter((name) => !converters.has(name))),
    ],
  },
};

/** docs/haproxy-keywords.md, from the tables of the code. */
export function keywordPage(): string {
  return [intro, ...Object.values(areas).map(section)].join("\n");
}

const intro = `# Keywords of haproxy.cfg

Every keyword that HAProxy 2.6.12 knows, and what this command does with it: *yes*, it is honoured; *no effect*, it is
accepted with a note, and nothing comes of it; *refused*, \`-c\` gives HAProxy's verdict and names the line, and the daemon
does not start with it, rather than run without it. This page is made from the code (a test compares them, and compares
the list of words with HAProxy's own); [haproxy.md](haproxy.md) explains.
`;

function section({ title, rows }: Area): string {
  const unique = [...new Map(rows.toReversed().map((row) => [row.name, row])).values()].toReversed();
  const lines = unique.map(({ name, here, why = "" }) => `| \`${name}\` | ${here} | ${why} |`);
  return `## ${title}\n\n| keyword | here | |\n|---|---|---|\n${lines.join("\n")}\n`;
}

function ruleAreas(): Readonly<Record<string, Area>> {
  const names = actions.map(({ name }) => name);
  const areas = ruleKinds.map((kind): [string, Area] => {
    const known = recorded.filter(({ area }) => area === kind).map(({ name }) => name);
    const own = actions.filter(({ places }) => (places as readonly string[]).includes(kind));
    const lacking = known.filter((name) => !own.some((action) => action.name === name));
    const told = lacking.filter((name) => actionsStillToCome.includes(name) || names.includes(name));
    return [kind, { title: `\`${kind}\``, rows: [...honoured(own), ...still(told)] }];
  });
  return Object.fromEntries(areas);
}

function honoured(table: readonly Known[]): readonly Row[] {
  return table.map(({ name, noted }) =>
    noted ? { name, here: "no effect", why: sentence(noted) } : { name, here: "yes" },
  );
}

function named(names: Iterable<string>): readonly Row[] {
  return [...names].map((name) => ({ name, here: "yes" }));
}

function refused(words: ReadonlyMap<string, Text>): readonly Row[] {
  return [...words].map(([name, why]) => ({ name, here: "refused", why: sentence(why) }));
}

function still(names: Iterable<string>): readonly Row[] {
  return [...names].map((name) => ({ name, here: "refused", why: later }));
}

function yesIf(name: string, isHonoured: boolean): Row {
  return isHonoured ? { name, here: "yes" } : { name, here: "refused", why: later };
}

function sectionRows(): readonly Row[] {
  return otherSections.map(({ name }) => ({ name, here: "yes" }));
}

/** With the sections in which a keyword counts. */
function proxyRows(): readonly Row[] {
  const rows = honoured(proxyKeywords.listen).map((row) => {
    const inside = kinds.filter((kind) => proxyKeywords[kind].some(({ name }) => name === row.name));
    const why = row.why ?? (inside.length === kinds.length ? "" : `In ${inside.join(", ")}.`);
    return { ...row, why };
  });
  const removed = Object.entries(removedKeywords).map(
    ([name, instead]): Row => ({
      name,
      here: "refused",
      why: `HAProxy has removed it: write \`${instead}\`.`,
    }),
  );
  return [...rows, ...refused(knownProxy), ...removed];
}

function sentence({ en }: Text): string {
  return `${en.charAt(0).toUpperCase()}${en.slice(1)}.`.replaceAll("|", "\\|");
}
