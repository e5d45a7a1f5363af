import {
  balancerBlocks,
  balancerDoc,
  blocks,
  passedBlocks,
} from "../../../../agent/config/keepalived/index.ts";
import type { Keyword, KeywordTable } from "../../../../agent/config/keepalived/keyword.ts";
import { placementKeywords } from "../../../../agent/config/keepalived/placement.ts";
import { staticKeywords } from "../../../../agent/config/keepalived/static.ts";
import { otherFlags } from "../../../../agent/drive/vrrp/flag-other.ts";
import { flags } from "../../../../agent/drive/vrrp/flag-table.ts";

const words = { noted: "no effect", unsupported: "refused", refused: "refused" } as const;

/** docs/keepalived-keywords.md, from the tables of the code. */
export function keywordPage(): string {
  const sections = Object.entries(blocks).map(([block, table]) => section(`\`${block}\``, rows(table)));
  const top = [
    ...rows(placementKeywords),
    ...rows(staticKeywords),
    ...rows(passedBlocks),
    ...balancerBlocks.map(
      (name) => `| \`${name}\` | refused; with \`--vrrp\` no effect | ${balancerDoc.en} |`,
    ),
  ];
  const options = [
    ...flags.map(({ long, short, doc }) => row(optionName(long, short), "yes", `${doc}.`)),
    ...otherFlags.map(({ long, short, kind, doc }) => row(optionName(long, short), words[kind], `${doc}.`)),
  ];
  return [
    intro,
    ...sections,
    section("At the top of a file", top),
    section("Options of the command", options),
  ].join("\n");
}

const intro = `# Keywords of keepalived.conf

Every keyword of VRRP that keepalived.conf(5) of version 2.2.7 knows, and what this command does with it: *yes*, it is
honoured; *no effect*, it is accepted with a note, and nothing comes of it; *refused*, the daemon does not start with it, rather
than run without it. This page is made from the code (a test compares them); [keepalived.md](keepalived.md) explains.
`;

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n| keyword | here | |\n|---|---|---|\n${lines.join("\n")}\n`;
}

function rows(table: KeywordTable<never>, prefix = ""): readonly string[] {
  return Object.entries(table).flatMap(([name, keyword]) => {
    const written = `${isOurs(keyword) ? "@bascule " : ""}${prefix}${name}`;
    if (keyword.kind === "noted" || keyword.kind === "unsupported")
      return [row(written, words[keyword.kind], keyword.doc.en)];
    const own = row(written, "yes", keyword.doc.en);
    return keyword.kind === "block" ? [own, ...rows(keyword.table, `${name}: `)] : [own];
  });
}

function isOurs(keyword: Keyword<never>): boolean {
  return keyword.kind === "value" && keyword.ours === true;
}

function optionName(long: string, short: string | undefined): string {
  return short === undefined ? `--${long}` : `-${short}, --${long}`;
}

function row(name: string, here: string, doc: string): string {
  return `| \`${name}\` | ${here} | ${doc.replaceAll("|", "\\|")} |`;
}
