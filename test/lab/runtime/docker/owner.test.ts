import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { isOwnerAlive, ownerText } from "../../../../lab/runtime/docker/owner.ts";

const replaced = async (index: number, part: string) =>
  (await ownerText()).split("-").with(index, part).join("-");

test("an owner that runs is alive, and fits a label and a file name", async () => {
  expect(await ownerText()).toMatch(/^\d+-\d+-\d+-[0-9a-f]{12}$/);
  expect(await isOwnerAlive(await ownerText())).toBe(true);
});

test("another process with the same number is not the owner", async () => {
  expect(await isOwnerAlive(await replaced(1, "1"))).toBe(false);
});

test("an owner before the machine's last start is dead", async () => {
  expect(await isOwnerAlive(await replaced(3, "0123456789ab"))).toBe(false);
});

test("an owner whose processes cannot be seen from here counts as alive", async () => {
  expect(await isOwnerAlive(await replaced(2, "1"))).toBe(true);
});

test("an owner that has ended is dead", async () => {
  const child = spawn("true");
  await new Promise((resolve) => child.once("exit", resolve));
  expect(await isOwnerAlive(await replaced(0, String(child.pid)))).toBe(false);
});
