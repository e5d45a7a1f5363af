import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { EventOf, HistoryEvent } from "../../lab/history/event.ts";
import { runtimes } from "../../lab/runtime/index.ts";
import type { StartedNode } from "../../lab/runtime/runtime.ts";
import { liveTest } from "./live.ts";
import { smallPlan } from "./netns-plan.ts";
import { run } from "./netns-run.ts";

const program = (name: string) => fileURLToPath(new URL(`../../lab/node/${name}.ts`, import.meta.url));
const app = { command: ["bascule-app", "--name", "a"], commands: { "bascule-app": program("app") } };
const vip = "10.9.0.100";
const names = ["a", "b", "client"].flatMap((name, index) => [
  "--name",
  `02:42:0a:09:00:0${index + 1}=${name}`,
]);

/** Runs an instrument on the client while `work` goes on; resolves to what it printed. */
async function during(client: StartedNode, argv: readonly string[], work: () => Promise<unknown>) {
  const started = await client.spawn(["node", ...argv, ...names]);
  const complaints = text(started.stderr);
  let output = "";
  const running = new Promise<void>((resolve) => {
    started.stdout.on("data", (chunk) => {
      output += chunk;
      resolve();
    });
  });
  await Promise.race([running, started.exited]);
  await work();
  await started.kill("SIGTERM");
  const { code } = await started.exited;
  expect({ code, complaints: await complaints }).toEqual({ code: 0, complaints: "" });
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as HistoryEvent);
}

function ofKind<Kind extends HistoryEvent["kind"]>(events: readonly HistoryEvent[], kind: Kind) {
  return events.filter((event): event is EventOf<Kind> => event.kind === kind);
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const plan = (id: string) => smallPlan(id, { a: app, b: {}, client: {} });
const give = (node: StartedNode | undefined) => run(node, "ip", "address", "add", `${vip}/24`, "dev", "eth0");

liveTest("the probes tell who answered, what was lost, and when two nodes own the address", async () => {
  await using lab = await runtimes.netns.startLab(plan("tstpra"));
  const [a, b, client] = ["a", "b", "client"].map((name) => lab.nodes.get(name));
  if (client === undefined) throw new Error("no client");
  await give(a);
  const rates = ["--vip-rate", "200", "--owner-rate", "50", "--http-rate", "20"];
  const url = ["--http-url", "http://10.9.0.1:8080/"];
  const events = await during(client, [program("probe"), "--vip", vip, ...rates, ...url], async () => {
    await sleep(1000);
    await give(b);
    await sleep(1000);
    for (const node of [a, b]) await run(node, "ip", "address", "del", `${vip}/24`, "dev", "eth0");
    await sleep(1000);
  });
  const probes = ofKind(events, "probe");
  const of = (name: string) => probes.filter(({ probe }) => probe === name);
  expect(ofKind(events, "probing").map(({ probe, action }) => `${probe} ${action}`)).toEqual(
    ["start", "stop"].flatMap((action) => ["vip", "owner", "http"].map((probe) => `${probe} ${action}`)),
  );
  expect(of("vip").at(0)).toMatchObject({ by: "a" });
  expect(of("vip").at(-1)).toMatchObject({ replyMs: null });
  expect(
    of("vip").every(({ atMs, dueMs, replyMs }) => atMs >= dueMs && (replyMs === null || replyMs > atMs)),
  ).toBe(true);
  const two = of("owner").filter(({ alsoBy }) => alsoBy !== undefined);
  expect(two.length).toBeGreaterThan(10);
  expect(new Set(two.flatMap(({ by, alsoBy }) => [by, alsoBy]))).toEqual(new Set(["a", "b"]));
  expect(of("http").filter(({ by, status }) => by === "a" && status === 200).length).toBeGreaterThan(10);
});

liveTest("the owner probe leaves the client's neighbour table alone", async () => {
  await using lab = await runtimes.netns.startLab(plan("tstprb"));
  const client = lab.nodes.get("client");
  if (client === undefined) throw new Error("no client");
  await give(lab.nodes.get("a"));
  const rates = ["--vip-rate", "0", "--owner-rate", "50", "--http-rate", "0"];
  const events = await during(client, [program("probe"), "--vip", vip, ...rates], () => sleep(500));
  expect(ofKind(events, "probe").some(({ by }) => by === "a")).toBe(true);
  expect((await run(client, "ip", "neighbour", "show", vip)).stdout).toBe("");
});

liveTest("the capture prints ARP with the kernel's time, and not the owner probe's answers", async () => {
  await using lab = await runtimes.netns.startLab(plan("tstprc"));
  const [a, client] = [lab.nodes.get("a"), lab.nodes.get("client")];
  if (client === undefined) throw new Error("no client");
  await give(a);
  const owner = ["--vip-rate", "0", "--owner-rate", "50", "--http-rate", "0"];
  const events = await during(client, [program("capture")], () =>
    during(client, [program("probe"), "--vip", vip, ...owner], () =>
      run(a, "node", "-e", "fetch('http://10.9.0.3:8080/').catch(() => 0)"),
    ),
  );
  expect(ofKind(events, "capture").map(({ action, clock }) => `${action} ${clock}`)).toEqual([
    "start kernel",
    "stop kernel",
  ]);
  const asked = ofKind(events, "arp").find(({ operation }) => operation === "request");
  expect(asked).toMatchObject({ node: "a", senderIp: "10.9.0.1", targetIp: "10.9.0.3", gratuitous: false });
  expect(
    ofKind(events, "arp").some(({ operation, senderIp }) => operation === "reply" && senderIp === vip),
  ).toBe(false);
  const [start, stop] = ofKind(events, "capture");
  expect(asked && start && stop && asked.atMs > start.atMs && asked.atMs < stop.atMs).toBe(true);
});

liveTest("an instrument that cannot open its socket says so and ends with 3", async () => {
  await using lab = await runtimes.netns.startLab(plan("tstprd"));
  const client = lab.nodes.get("client");
  for (const name of ["capture", "probe"]) {
    const { code, stderr } = await run(client, "node", program(name), "--interface", "eth7");
    expect({ name, code, told: stderr.includes("eth7") }).toEqual({ name, code: 3, told: true });
  }
});
