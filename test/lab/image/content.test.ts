import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkout, imageContent, imagePackages } from "../../../lab/image/content.ts";

test("all that the Dockerfile copies is sent, and nothing else", async () => {
  const { paths, digest } = await imageContent();
  expect(digest).toMatch(/^[0-9a-f]{12}$/);
  const text = await readFile(join(checkout, "Dockerfile"), "utf8");
  const copied = [...text.matchAll(/^COPY (\S+) /gm)].map(([, source]) => source?.replaceAll("*", ""));
  const sent = paths.filter((path) => path !== "Dockerfile");
  for (const path of sent) {
    expect(existsSync(join(checkout, path))).toBe(true);
    expect(copied.some((source) => path.startsWith(source?.split("linux-")[0] ?? "?"))).toBe(true);
  }
  for (const source of copied)
    expect(paths.some((path) => path.startsWith(source?.split("linux-")[0] ?? "?"))).toBe(true);
});

test("the same sources give the same digest", async () => {
  expect(await imageContent()).toEqual(await imageContent());
});

test("the packages are those of the Dockerfile", async () => {
  expect(await imagePackages()).toEqual(expect.arrayContaining(["keepalived", "haproxy", "nftables"]));
});
