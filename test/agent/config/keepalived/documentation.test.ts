import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { blocks } from "../../../../agent/config/keepalived/index.ts";
import type { KeywordTable } from "../../../../agent/config/keepalived/keyword.ts";

const page = readFileSync("docs/keepalived.md", "utf8");

test.each(Object.entries(blocks))(
  "docs/keepalived.md lists every keyword of %s and no other",
  (block, table) => {
    const start = page.indexOf(`**\`${block}\`**`);
    const section = page.slice(start).split(/\n\n(?!\|)/)[0] ?? "";
    const listed = section.split("\n").filter((line) => line.startsWith("| `"));
    expect(listed).toEqual(rows(table));
  },
);

function rows(table: KeywordTable<never>, prefix = ""): readonly string[] {
  return Object.entries(table).flatMap(([name, row]) => {
    if (row.kind === "unsupported" || row.kind === "noted") return [];
    const ours = row.kind === "value" && row.ours ? "@bascule " : "";
    const own = `| \`${ours}${prefix}${name}\` | ${row.doc.en} |`;
    return row.kind === "block" ? [own, ...rows(row.table, `${name}: `)] : [own];
  });
}
