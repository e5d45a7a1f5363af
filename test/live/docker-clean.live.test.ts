import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { Engine } from "../../lab/runtime/docker/engine.ts";
import { docker } from "../../lab/runtime/docker/runtime.ts";
import { requireEngine } from "../../lab/runtime/docker/usable-engine.ts";
import { expectNothingSoon, remainsOf } from "./docker-remains.ts";
import { useEngine } from "./engine.ts";
import { openOwnEngine } from "./engine-process.ts";
import { describeLive } from "./live.ts";
import { until } from "./netns-run.ts";

const program = fileURLToPath(new URL("./docker-harness.ts", import.meta.url));

/** From the watcher over the network to the last cable, a creation takes two seconds on an idle machine. */
const createMs = [200, 600, 1000, 1500] as const;

function harness(...argv: readonly string[]): ChildProcess & { readonly said: string[] } {
  const child = spawn(process.execPath, [program, ...argv], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL")); // one that a failed test leaves holds the worker's streams
  const said: string[] = [];
  if (child.stdout) createInterface(child.stdout).on("line", (line) => said.push(line));
  return Object.assign(child, { said });
}

async function said(child: ReturnType<typeof harness>, line: string): Promise<void> {
  await until(async () => (child.said.includes(line) ? true : undefined));
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** A container and a network that belong to somebody else. */
async function openForeign(engine: Engine): Promise<AsyncDisposable & { exists(): Promise<boolean> }> {
  const [image] = await engine.listImages({ filters: { reference: ["bascule:*"] } });
  const network = await engine.createNetwork({ Name: "foreign", Driver: "bridge", Internal: true });
  const container = await engine.createContainer({ Image: image?.Id ?? "", Cmd: ["sleep", "infinity"] });
  await container.start();
  return {
    exists: async () =>
      (await container.inspect()).State.Running && (await network.inspect()).Name === "foreign",
    async [Symbol.asyncDispose]() {
      await container.remove({ force: true });
      await network.remove();
    },
  };
}

describeLive(
  "a harness with containers, killed by SIGKILL",
  () => {
    beforeAll(useEngine);

    // The other phases are in docker-kill.live.test.ts.
    test("while it creates a lab, leaves nothing, and foreign things alone", async () => {
      await using foreign = await openForeign(await requireEngine());
      for (const [index, laterMs] of createMs.entries()) {
        const id = `tstdc${index}`;
        const child = harness("lab", id);
        await said(child, "create");
        await sleep(laterMs);
        await killed(child);
        await expectNothingSoon(id);
      }
      expect(await foreign.exists()).toBe(true);
    });

    test("together with its watcher, leaves what the next start removes and names", async () => {
      const child = harness("lab", "tstdww");
      await said(child, "up");
      const watcher = (await remainsOf("tstdww")).find((what) => what.includes("watcher.ts"));
      process.kill(Number(watcher?.split(" ")[1]), "SIGKILL");
      await killed(child);
      expect((await remainsOf("tstdww")).join()).toContain("container");
      // Other tests leave labs to be removed, too.
      const [leftover, ...others] = (await docker.sweep()).filter(({ id }) => id.startsWith("tstd"));
      expect(leftover?.id).toBe("tstdww");
      expect(leftover?.text.en).toBe("The lab tstdww had left containers or networks: 7 removed.");
      expect(others).toEqual([]);
      await expectNothingSoon("tstdww");
    });

    test("while it makes a base image, leaves neither image nor folder", async () => {
      const engine = await requireEngine();
      const child = harness("base", "bascule-test:killed");
      await said(child, "base");
      await until(async () => ((await workFolders()).length > 0 ? true : undefined));
      await sleep(2000);
      await killed(child);
      await until(async () => ((await workFolders()).length === 0 ? true : undefined));
      expect(await engine.listImages({ filters: { reference: ["bascule-test"] } })).toEqual([]);
    });
  },
  { engine: true },
);

describeLive(
  "a machine on which containers are impossible",
  () => {
    beforeAll(useEngine);

    test("has no room for the image: one message, and nothing stays", async () => {
      const script = 'mount -t tmpfs -o size=20m room /var/tmp && exec "$@"';
      const argv = [
        "--mount",
        "sh",
        "-c",
        script,
        "sh",
        process.execPath,
        program,
        "base",
        "bascule-test:full",
      ];
      const child = spawn("unshare", argv, { stdio: ["ignore", "pipe", "inherit"] });
      onTestFinished(() => void child.kill("SIGKILL"));
      expect(await text(child.stdout)).toMatch(/^base\nError: .*No space left on device/s);
      const engine = await requireEngine();
      expect(await engine.listImages({ filters: { reference: ["bascule-test"] } })).toEqual([]);
    });

    test("loses its engine: the lab says so, and the rest goes later", async () => {
      await using engine = await openOwnEngine();
      const child = harness("idle", "tstdee");
      await said(child, "up");
      await engine.stop("SIGTERM");
      try {
        await once(child, "exit");
        expect(child.said.at(-1)).toContain("The container engine ended, and the lab tstdee with it");
      } finally {
        child.kill("SIGKILL");
        await engine.start();
      }
      await docker.sweep();
      await expectNothingSoon("tstdee");
    });
  },
  { engine: true },
);

async function workFolders(): Promise<readonly string[]> {
  return (await readdir("/var/tmp")).filter((name) => name.startsWith("bascule-image-"));
}
