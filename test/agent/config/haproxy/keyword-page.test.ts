import { expect, test } from "vitest";
import { areas, keywordPage, recorded } from "./keyword-page.ts";

test("docs/haproxy-keywords.md is what the code says", async () => {
  await expect(keywordPage()).toMatchFileSnapshot("../../../../docs/haproxy-keywords.md");
});

test.each(Object.entries(areas))("every keyword of HAProxy's has its row in %s", (area, { rows }) => {
  const known = new Set(rows.map(({ name }) => name));
  const wanted = recorded.filter((word) => word.area === area).map(({ name }) => name);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter((name) => !known.has(name))).toEqual([]);
});

test("an area without rows belongs to a keyword that is refused", () => {
  const heads = new Set([...new Set(recorded.map(({ area }) => area))].filter((area) => !(area in areas)));
  const refused = new Set(
    [areas.section, areas.proxy, areas.bind].flatMap((area) =>
      (area?.rows ?? []).filter(({ here }) => here === "refused").map(({ name }) => name),
    ),
  );
  expect([...heads].filter((area) => !refused.has(area.split(" ")[0] ?? ""))).toEqual([]);
});

test.each(Object.entries(areas))("no word of %s is honoured and refused at once", (_, { rows }) => {
  const honoured = new Set(rows.filter(({ here }) => here !== "refused").map(({ name }) => name));
  expect(rows.filter(({ here, name }) => here === "refused" && honoured.has(name))).toEqual([]);
});
