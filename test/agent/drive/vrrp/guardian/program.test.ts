import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { guardianProgram, noIpProgram } from "../../../../../agent/drive/vrrp/guardian/program.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guardian-"));
  // In place of ip(8): notes what it is told to do, and says when it is there.
  const fake = `#!/bin/sh\necho ready >&2\ncat >> ${folder}/done\n`;
  writeFileSync(join(folder, "ip"), fake);
  chmodSync(join(folder, "ip"), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Resolves once its ip waits. */
async function start(path = `${folder}:/usr/bin:/bin`): Promise<ChildProcess> {
  const env = { PATH: path, GUARDIAN: guardianProgram };
  const child = spawn("/bin/sh", ["-c", 'eval "$GUARDIAN"'], { env, stdio: ["pipe", "ignore", "pipe"] });
  await new Promise<void>((resolve) => {
    child.stderr?.once("data", () => resolve());
    child.once("exit", () => resolve());
  });
  return child;
}

/** When all its processes have ended. */
function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once("close", () => resolve()));
}

const done = () => readFileSync(join(folder, "done"), "utf8");

test("what was said last is done when the input ends, and what is not complete is not", async () => {
  const child = await start();
  child.stdin?.write("ip address del 10.0.0.1/24 dev eth0\n.\n");
  child.stdin?.write(
    `ip address del 10.0.0.2/24 dev eth0\nip route del default\nrun 'touch' '${folder}/it'\\''s'\n.\n`,
  );
  child.stdin?.end("ip address del 10.0.0.3/24 dev eth0\n");
  await ended(child);
  expect(done()).toBe("address del 10.0.0.2/24 dev eth0\nroute del default\n");
  expect(readFileSync(join(folder, "it's"), "utf8")).toBe("");
});

test("the signals of an orderly end do not reach it, and then nothing is left to do", async () => {
  const child = await start();
  child.stdin?.write("ip address del 10.0.0.1/24 dev eth0\n.\n");
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) child.kill(signal);
  child.stdin?.end(".\n");
  await ended(child);
  expect(child.signalCode).toBeNull();
  expect(done()).toBe("");
});

test("what is left of one that was killed does nothing", async () => {
  const child = await start();
  child.stdin?.write("ip address del 10.0.0.1/24 dev eth0\n.\n");
  child.kill("SIGKILL");
  await ended(child);
  expect(child.signalCode).toBe("SIGKILL");
  expect(done()).toBe("");
});

test("without an ip it says so by its exit code", async () => {
  rmSync(join(folder, "ip"));
  const child = await start(folder);
  expect(child.exitCode).toBe(noIpProgram);
});
