import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeDump } from "../../../../../agent/drive/vrrp/report/dump-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bascule-dump-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a link that somebody laid is replaced, and what it leads to stays as it is", () => {
  const victim = join(folder, "victim");
  writeFileSync(victim, "precious");
  symlinkSync(victim, join(folder, "keepalived.data"));
  writeDump(join(folder, "keepalived.data"), "data");
  expect(readFileSync(victim, "utf8")).toBe("precious");
  expect(readFileSync(join(folder, "keepalived.data"), "utf8")).toBe("data");
});

test("the file is whole, its owner's alone, and nothing else stays", () => {
  const file = join(folder, "keepalived.stats");
  writeFileSync(file, "a longer text than the next one", { mode: 0o644 });
  writeDump(file, "short");
  expect(readFileSync(file, "utf8")).toBe("short");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["keepalived.stats"]);
});

test("a folder that is not there is told by its error", () => {
  expect(() => writeDump(join(folder, "none", "file"), "text")).toThrow("ENOENT");
});
