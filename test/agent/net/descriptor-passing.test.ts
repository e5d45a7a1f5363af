import { closeSync, fstatSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listenerOf, offerDescriptors, takeDescriptors } from "../../../agent/net/descriptor-passing.ts";

test("a process gives copies of its descriptors by name, more than fit into one message", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bascule-passing-"));
  const names = Array.from({ length: 120 }, (_, at) => `file ${at}`);
  const own = new Map(
    names.map((name) => {
      writeFileSync(join(folder, name), name);
      return [name, openSync(join(folder, name), "r")] as const;
    }),
  );
  offerDescriptors(() => own, [process.geteuid?.() ?? 0]);
  // The name is taken: nothing happens, and the first goes on.
  offerDescriptors(() => new Map(), [process.geteuid?.() ?? 0]);
  const taken = await takeDescriptors(process.pid);
  expect([...taken.keys()]).toEqual(names);
  for (const [name, descriptor] of taken) {
    expect(descriptor).not.toBe(own.get(name));
    expect(fstatSync(descriptor).ino).toBe(fstatSync(own.get(name) ?? -1).ino);
    closeSync(descriptor);
  }
  for (const descriptor of own.values()) closeSync(descriptor);
  rmSync(folder, { recursive: true });
});

test("who offers nothing gives nothing", async () => {
  expect(await takeDescriptors(1)).toEqual(new Map());
});

test("whoever listens at a path is known by its process", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bascule-passing-"));
  const path = join(folder, "s");
  expect(listenerOf(path)).toBeUndefined();
  const server = createServer().listen(path);
  await new Promise((resolve) => server.once("listening", resolve));
  expect(listenerOf(path)).toBe(process.pid);
  server.close();
  rmSync(folder, { recursive: true });
});
