import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Interrupted } from "../../../lab/command/interrupted.ts";
import { openContext } from "../../../lab/command/main.ts";
import { installPrograms } from "../../../lab/setup/install.ts";
import { capture } from "../command/capture.ts";
import { daemons, fakeMachine } from "./fake-machine.ts";

const install = "apt-get install --no-install-recommends";

function context(signal = new AbortController().signal, argv: readonly string[] = []) {
  const { written, surroundings } = capture({ signal });
  return { written, context: openContext(argv, surroundings) };
}

test("it fetches, then unpacks; nothing asks, nothing recommended comes along", async () => {
  const { machine, log, read } = fakeMachine();
  await installPrograms(daemons, machine, context().context);
  expect(log()).toEqual([`${install} --download-only keepalived haproxy`, `${install} keepalived haproxy`]);
  expect(read("environment").trim().split("\n")).toEqual([
    "BASCULE_SETUP=1",
    "DEBIAN_FRONTEND=noninteractive",
    "LC_ALL=C",
  ]);
});

test("while it installs, no service of ours may start; services of others may; afterwards the rule is gone", async () => {
  const { machine, read, policyFile } = fakeMachine();
  await installPrograms(daemons, machine, context().context);
  expect(read("policy")).toBe("ours 101\nothers 0\n");
  expect(existsSync(policyFile)).toBe(false);
});

test("a policy-rc.d that is somebody else's stays as it is", async () => {
  const { machine, read, policyFile } = fakeMachine();
  const foreign = "#!/bin/sh\nexit 101\n";
  writeFileSync(policyFile, foreign, { mode: 0o755 });
  await installPrograms(daemons, machine, context().context);
  expect(read("policy-rc.d")).toBe(foreign);
});

test("where systemd runs, the new units are disabled", async () => {
  const { machine, log } = fakeMachine({ hasSystemd: true });
  await installPrograms(daemons, machine, context().context);
  expect(log().at(-1)).toBe("systemctl disable keepalived.service haproxy.service");
});

test("the lists are fetched first where apt does not know a package", async () => {
  const { machine, log } = fakeMachine({ unknown: ["haproxy"] });
  await installPrograms(daemons, machine, context().context);
  expect(log()[0]).toBe("apt-get update");
});

test("lists older than the mirror are fetched anew", async () => {
  const { machine, log } = fakeMachine({ onFetch: '[ -e "$folder/updated" ]' });
  await installPrograms(daemons, machine, context().context);
  const fetch = `${install} --download-only keepalived haproxy`;
  expect(log()).toEqual([fetch, "apt-get update", fetch, `${install} keepalived haproxy`]);
});

test.each([
  { why: "the fetch", behaviour: { onFetch: "echo E: no network >&2; false" } },
  { why: "the installation", behaviour: { onInstall: "echo E: no network >&2; exit 100" } },
])("where $why fails, apt's words are told and the rule is gone", async ({ behaviour }) => {
  const { machine, policyFile } = fakeMachine(behaviour);
  await expect(installPrograms(daemons, machine, context().context)).rejects.toMatchObject({
    code: "ERR_MACHINE_MISSING",
    text: { en: expect.stringContaining("failed: E: no network.") },
  });
  expect(existsSync(policyFile)).toBe(false);
});

test("a package that does not bring its program is an error", async () => {
  const { machine } = fakeMachine({ onInstall: ":" });
  await expect(installPrograms(daemons, machine, context().context)).rejects.toMatchObject({
    text: {
      en: "After the installation these are still missing: keepalived, haproxy. Check PATH and apt's sources.",
    },
  });
});

test("Ctrl-C ends the fetch, and the rule is gone", async () => {
  const { machine, log, policyFile } = fakeMachine({ onFetch: "exec sleep 600" });
  const controller = new AbortController();
  const installing = installPrograms(daemons, machine, context(controller.signal).context);
  while (log().length === 0) await sleep(5);
  controller.abort(new Interrupted("SIGINT"));
  await expect(installing).rejects.toBeInstanceOf(Interrupted);
  expect(log()).toHaveLength(1);
  expect(existsSync(policyFile)).toBe(false);
});

test("Ctrl-C lets the unpacking finish, says so, and disables the units all the same", async () => {
  const { machine, log, folder, policyFile } = fakeMachine({
    hasSystemd: true,
    onInstall:
      'while [ ! -e "$folder/go" ]; do sleep 0.02; done; for name in keepalived haproxy; do cp /bin/true "$folder/bin/$name"; done',
  });
  const controller = new AbortController();
  const { written, context: ours } = context(controller.signal);
  const installing = installPrograms(daemons, machine, ours);
  while (log().length < 2) await sleep(5);
  controller.abort(new Interrupted("SIGINT"));
  writeFileSync(`${folder}/go`, "");
  await expect(installing).rejects.toBeInstanceOf(Interrupted);
  expect(written.stderr).toContain("The installation finishes first");
  expect(log().at(-1)).toBe("systemctl disable keepalived.service haproxy.service");
  expect(existsSync(policyFile)).toBe(false);
});

test("--verbose shows the lines of apt-get", async () => {
  const { machine } = fakeMachine({ onFetch: "echo Get:1 haproxy" });
  const quiet = context();
  await installPrograms(daemons, machine, quiet.context);
  const verbose = context(undefined, ["--verbose"]);
  await installPrograms(daemons, machine, verbose.context);
  expect([quiet.written.stderr, verbose.written.stderr.includes("Get:1 haproxy\n")]).toEqual(["", true]);
});
