import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { areas, keywordPage } from "./keyword-page.ts";

test("docs/haproxy-keywords.md is what the code says", async () => {
  await expect(keywordPage()).toMatchFileSnapshot("../../../../docs/haproxy-keywords.md");
});

/** `global⇥daemon`, `bind⇥crt`, …: what `haproxy -dKall` lists, and the manual's lists of what is not registered. */
const recorded = readFileSync(new URL("../../../cases/haproxy-2.6.12-keywords.txt", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("\t") as [area: string, name: string]);

test.each(Object.entries(areas))("every keyword of HAProxy's has its row in %s", (area, { rows }) => {
  const known = new Set(rows.map(({ name }) => name));
  const wanted = recorded.filter(([of]) => of === area).map(([, name]) => name);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter((name) => !known.has(name))).toEqual([]);
});

test("an area without rows belongs to a keyword that is refused", () => {
  const heads = new Set([...new Set(recorded.map(([area]) => area))].filter((area) => !(area in areas)));
  const refused = new Set(
    [areas.section, areas.proxy, areas.bind].flatMap((area) =>
      (area?.rows ?? []).filter(({ here }) => here === "refused").map(({ name }) => name),
    ),
  );
  expect([...heads].filter((area) => !refused.has(area.split(" ")[0] ?? ""))).toEqual([]);
});
