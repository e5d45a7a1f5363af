import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSources } from "../../../agent/drive/daemon-sources.ts";

const folder = mkdtempSync(join(tmpdir(), "bascule-sources-"));
const path = (name: string) => join(folder, name);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function namesOf(...paths: readonly string[]): readonly string[] | string {
  const found = readSources(paths);
  return found.kind === "read" ? found.sources.map(({ file }) => basename(file)) : found.text.en;
}

test("of a folder its *.cfg are read by name, and files where they stand", () => {
  for (const name of ["b.cfg", "a.cfg", "Z.cfg", ".hidden.cfg", "notes.txt", "other.conf"])
    writeFileSync(path(name), `# ${name}\n`);
  mkdirSync(path("sub.cfg"));
  expect(namesOf(folder)).toEqual(["Z.cfg", "a.cfg", "b.cfg"]);
  expect(namesOf(path("other.conf"), folder)).toEqual(["other.conf", "Z.cfg", "a.cfg", "b.cfg"]);
});

test("a folder without any, and a file that is not there, are told of", () => {
  expect(namesOf(path("sub.cfg"))).toMatch(/There is no \.cfg file in .*sub\.cfg/);
  expect(namesOf(path("nowhere.cfg"))).toMatch(/nowhere\.cfg cannot be read \(ENOENT\)/);
});
