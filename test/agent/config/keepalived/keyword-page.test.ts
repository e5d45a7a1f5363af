import { expect, test } from "vitest";
import { balancerBlocks, blocks, passedBlocks } from "../../../../agent/config/keepalived/index.ts";
import { staticKeywords } from "../../../../agent/config/keepalived/static.ts";
import { keywordPage } from "./keyword-page.ts";
import { manualKeywords } from "./manual.ts";

test("docs/keepalived-keywords.md is what the code says", async () => {
  await expect(keywordPage()).toMatchFileSnapshot("../../../../docs/keepalived-keywords.md");
});

const manual = manualKeywords();

test.skipIf(manual === undefined)("every keyword of the installed manual page has its row", () => {
  const known = new Set([
    ...[
      ...Object.keys(passedBlocks),
      ...balancerBlocks,
      ...Object.keys(blocks),
      ...Object.keys(staticKeywords),
    ],
    ...Object.entries(blocks).flatMap(([block, table]) =>
      Object.keys(table).map((name) => `${block} ${name}`),
    ),
  ]);
  const inside = new Set(Object.keys(blocks));
  const missing = (manual ?? []).filter((path) => {
    const [block = "", keyword] = path.split(" ");
    return keyword === undefined ? !known.has(block) : inside.has(block) && !known.has(path);
  });
  expect(manual?.length).toBeGreaterThan(200);
  expect(missing).toEqual([]);
});
