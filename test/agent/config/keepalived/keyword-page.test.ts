import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { balancerBlocks, blocks, passedBlocks } from "../../../../agent/config/keepalived/index.ts";
import { placementKeywords } from "../../../../agent/config/keepalived/placement.ts";
import { staticKeywords } from "../../../../agent/config/keepalived/static.ts";
import { keywordPage } from "./keyword-page.ts";

test("docs/keepalived-keywords.md is what the code says", async () => {
  await expect(keywordPage()).toMatchFileSnapshot("../../../../docs/keepalived-keywords.md");
});

/** `global_defs vrrp_strict`, `net_namespace`, …: the words in bold of keepalived.conf(5), from "Global definitions" to "LVS CONFIGURATION". */
const manual = readFileSync(new URL("../../../cases/keepalived-2.2.7-keywords.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");

test("every keyword of the manual page of 2.2.7 has its row", () => {
  const known = new Set([
    ...[
      ...Object.keys(passedBlocks),
      ...balancerBlocks,
      ...Object.keys(blocks),
      ...Object.keys(staticKeywords),
      ...Object.keys(placementKeywords),
    ],
    ...Object.entries(blocks).flatMap(([block, table]) =>
      Object.keys(table).map((name) => `${block} ${name}`),
    ),
  ]);
  const inside = new Set(Object.keys(blocks));
  const missing = manual.filter((path) => {
    const [block = "", keyword] = path.split(" ");
    return keyword === undefined ? !known.has(block) : inside.has(block) && !known.has(path);
  });
  expect(manual.length).toBeGreaterThan(200);
  expect(missing).toEqual([]);
});
