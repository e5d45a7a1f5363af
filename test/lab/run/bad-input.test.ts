import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LabError } from "../../../lab/errors.ts";
import { planRun } from "../../../lab/run/plan-run.ts";
import { type StackName, stacks } from "../../../lab/stack/index.ts";
import { type Edit, sabotaged } from "../../live/sabotage.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-bad-input-"));
});
afterAll(() => rm(folder, { recursive: true }));

const keepalived = "compose/lb1/keepalived.conf";
const haproxy = "compose/haproxy/haproxy.cfg";
const compose = "compose/compose.yaml";

const cases: readonly [what: string, edit: Edit][] = [
  ["an unknown scenario key", { file: "scenario.yaml", from: "warmup:", to: "warm-up:" }],
  ["a topology that is not there", { file: "scenario.yaml", from: "compose.yaml", to: "compos.yaml" }],
  ["a target that is no node", { file: "scenario.yaml", from: "target: master", to: "target: lb3" }],
  ["an unknown topology key", { file: compose, from: "hostname: lb1", to: "hostnam: lb1" }],
  ["a wrong type", { file: compose, from: "hostname: lb1", to: "hostname: [lb1]" }],
  ["an address outside the network", { file: compose, from: "192.168.1.12 ", to: "192.168.2.12 " }],
  ["two nodes with one address", { file: compose, from: "192.168.1.12 ", to: "192.168.1.11 " }],
  ["a virtual IP that a node has", { file: compose, from: "192.168.1.12 ", to: "192.168.1.100 " }],
  ["a folder that is not there", { file: compose, from: "./lb1:", to: "./lb9:" }],
  ["no keepalived.conf", { file: compose, from: "./lb1:/etc/keepalived", to: "./lb1:/etc/vrrp" }],
  [
    "an error in haproxy.cfg",
    { file: haproxy, from: "default_backend http_back", to: "default_backend back" },
  ],
  [
    "a keyword that we do not honour yet",
    { file: haproxy, from: "balance roundrobin", to: "balance rdp-cookie" },
  ],
  [
    "a keyword that keepalived knows and we do not",
    { file: keepalived, from: "advert_int 1", to: "use_vmac_addr" },
  ],
];

/** The message and exit code that a user sees, without the folder of this test. */
async function refusal(edits: readonly Edit[], stack: StackName): Promise<string> {
  const place = await mkdtemp(join(folder, "lab-"));
  const error = await planRun(await sabotaged(place, edits), stacks[stack]).catch(
    (caught: unknown) => caught,
  );
  if (!(error instanceof LabError)) throw new Error(`accepted: ${JSON.stringify(error)}`);
  return `${error.text.en} [${error.code}], exit code ${error.exitCode}`.replaceAll(`${place}/`, "");
}

test("each mistake ends with what is wrong, where, and what to do", async () => {
  const told: string[] = [];
  for (const [what, edit] of cases) told.push(`${what}\n${await refusal([edit], "agent")}\n`);
  expect(told.join("\n")).toMatchSnapshot();
});

test("what the original honours and we do not is no obstacle for a lab with the original, and is not told", async () => {
  const place = await mkdtemp(join(folder, "lab-"));
  const scenario = await sabotaged(place, [
    { file: haproxy, from: "balance roundrobin", to: "balance rdp-cookie" },
  ]);
  const plan = await planRun(scenario, stacks["keepalived-haproxy"]);
  expect(plan.mistakes.map(({ severity }) => severity)).toEqual(["mistake", "mistake"]);
});

test("what the original merely misreads is told, and the lab goes on", async () => {
  const place = await mkdtemp(join(folder, "lab-"));
  const scenario = await sabotaged(place, [{ file: keepalived, from: "vrrp_instance", to: "vrp_instance" }]);
  const { mistakes } = await planRun(scenario, stacks.agent);
  expect(mistakes.map(({ code, line }) => [code, line])).toContainEqual(["ERR_CONFIG_KEYWORD", 15]);
});
