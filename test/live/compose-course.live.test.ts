import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { requireEngine } from "../../lab/runtime/docker/usable-engine.ts";
import { toolEnvironment } from "../../lab/wire/tool.ts";
import { useEngine } from "./engine.ts";
import { openOwnEngine } from "./engine-process.ts";
import { describeLive } from "./live.ts";
import { courseFile } from "./netns-plan.ts";
import { until } from "./netns-run.ts";

/** Runs Debian's docker-compose on the file of the course as anybody would. */
async function compose(...argv: readonly string[]) {
  const child = spawn("docker-compose", ["--file", courseFile, "--project-name", "tstcompose", ...argv], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...toolEnvironment(), DOCKER_HOST: process.env.DOCKER_HOST },
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, code };
}

const inside = async (node: string, ...argv: readonly string[]) =>
  (await compose("exec", "-T", node, ...argv)).stdout.trim();
const ask = () => inside("client", "curl", "--silent", "--max-time", "1", "http://192.168.1.100/");
const addresses = (node: string) => inside(node, "ip", "-brief", "-4", "address", "show", "eth0");
const untilAnswered = () => until(async () => ((await ask()).startsWith("app") ? true : undefined));

/** Everything that the engine has, beside its image, and the machine's bridges of it. */
async function things() {
  const engine = await requireEngine();
  const networks = await engine.listNetworks();
  const containers = await engine.listContainers({ all: true });
  const volumes = await engine.listVolumes();
  return {
    networks: networks.map(({ Name }) => Name).sort(),
    containers: containers.map(({ Names }) => Names.join()),
    volumes: (volumes.Volumes ?? []).map(({ Name }) => Name),
  };
}

const bridgeOf = ({ Id }: { readonly Id: string }) => `br-${Id.slice(0, 12)}`;

describeLive(
  "compose/course/compose.yaml with docker-compose, without bascule",
  () => {
    beforeAll(useEngine);

    test("answers at the virtual IP, moves it when the master is killed, and goes without a trace", async () => {
      await using _engine = await openOwnEngine(); // no other test's lab holds the subnet there
      const before = await things();
      let bridge = "";
      try {
        const up = await compose("up", "--detach");
        expect(up.code, up.stderr).toBe(0);
        const network = (await (await requireEngine()).listNetworks()).find(({ Name }) =>
          Name.startsWith("tstcompose"),
        );
        bridge = bridgeOf(network ?? { Id: "" });
        expect(readdirSync("/sys/class/net")).toContain(bridge);
        await untilAnswered();
        await until(async () => ((await addresses("lb1")).includes("192.168.1.100/24") ? true : undefined));
        expect([await ask(), await ask()].sort()).toEqual(["app1", "app2"]);
        expect(await addresses("lb2")).not.toContain("192.168.1.100");

        expect((await compose("kill", "lb1")).code).toBe(0);
        await until(async () => ((await addresses("lb2")).includes("192.168.1.100/24") ? true : undefined));
        await untilAnswered();
        expect((await compose("start", "lb1")).code).toBe(0);
        await until(async () => ((await addresses("lb1")).includes("192.168.1.100/24") ? true : undefined));
        await untilAnswered();
      } finally {
        expect((await compose("down", "--timeout", "1")).code).toBe(0);
      }
      expect(await things()).toEqual(before);
      expect(readdirSync("/sys/class/net")).not.toContain(bridge);
    });
  },
  { engine: true, compose: true },
);
