import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Interrupted } from "../../../lab/command/interrupted.ts";
import { forbidServices, removeStalePolicy } from "../../../lab/setup/service-policy.ts";
import { fakeMachine } from "./fake-machine.ts";

const serviceUrl = new URL("../../../lab/setup/service-policy.ts", import.meta.url).href;
const never = new AbortController().signal;

/** Another process that holds the rule until it is killed. */
async function otherSetup(file: string) {
  const program = `
    const { forbidServices } = await import(${JSON.stringify(serviceUrl)});
    const signal = new AbortController().signal;
    await forbidServices({ file: ${JSON.stringify(file)}, signal, onStale() {}, packages: ["haproxy"] });
    setInterval(() => {}, 1000);
    console.log("holds");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

async function killed(child: Awaited<ReturnType<typeof otherSetup>>): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

test("what a killed set-up left is removed by the next one, and told", async () => {
  const { policyFile: file } = fakeMachine();
  await killed(await otherSetup(file));
  expect(existsSync(file)).toBe(true);
  const told: (readonly string[])[] = [];
  const onStale = (packages: readonly string[]) => told.push(packages);
  {
    await using _ = await forbidServices({ file, signal: never, onStale, packages: ["nftables"] });
    expect(readFileSync(file, "utf8")).toContain(`# bascule setup ${process.pid} `);
  }
  expect(told).toEqual([["haproxy"]]);
  expect(existsSync(file)).toBe(false);
});

test("removing leftovers touches neither a set-up that runs nor a foreign rule", async () => {
  const { policyFile: file } = fakeMachine();
  const told: (readonly string[])[] = [];
  const options = { file, onStale: (packages: readonly string[]) => told.push(packages) };
  const child = await otherSetup(file);
  await removeStalePolicy(options);
  expect(existsSync(file)).toBe(true);
  await killed(child);
  await removeStalePolicy(options);
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, "#!/bin/sh\nexit 101\n");
  await removeStalePolicy(options);
  expect(existsSync(file)).toBe(true);
  expect(told).toEqual([["haproxy"]]);
});

test("a second set-up waits for the first; Ctrl-C ends the wait", async () => {
  const { policyFile: file } = fakeMachine();
  const child = await otherSetup(file);
  const controller = new AbortController();
  const waiting = forbidServices({ file, signal: controller.signal, onStale: () => {}, packages: [] });
  await sleep(20);
  controller.abort(new Interrupted("SIGINT"));
  await expect(waiting).rejects.toThrow();
  expect(existsSync(file)).toBe(true);
  await killed(child);
});
