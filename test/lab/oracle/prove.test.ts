import { describe, expect, test } from "vitest";
import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import type { ProofNode } from "../../../lab/oracle/prove/proof.ts";
import { prove } from "../../../lab/oracle/prove.ts";

const script = (weight: string) => `vrrp_script chk {\n script "/bin/true"\n interval 2\n ${weight}\n}\n`;
const instance = (lines: string) =>
  `vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n 10.0.0.100\n }\n ${lines}\n}\n`;
const tracking = "track_script {\n chk\n }";

const node = (name: string, text: string, more: Partial<ProofNode> = {}): ProofNode => ({
  name,
  config: parseKeepalived(text, name).config,
  trackedBy: () => (text.includes("track_script") ? ["chk"] : []),
  services: [],
  addressOf: () => undefined,
  ...more,
});
const outcomes = (first: ProofNode, second: ProofNode) =>
  prove([first, second]).rows.map(
    ({ kind, node: where, ownersAfter, verdict, reason }) =>
      `${kind} ${where ?? ""}: ${ownersAfter.join("+")} ${verdict}${reason === null ? "" : `, ${reason.en}`}`,
  );

test("a sound pair: after every fault of the owner the other one has the address, and a fault of the other moves nothing", () => {
  const weighted = (priority: number) =>
    `${script("weight -20")}${instance(`priority ${priority}\n${tracking}`)}`;
  const { rows, owner } = prove([node("lb1", weighted(100)), node("lb2", weighted(90))]);
  expect(owner).toBe("lb1");
  expect(rows.map(({ kind, node: where, ownersAfter }) => `${kind} ${where} ${ownersAfter[0]}`)).toEqual([
    "none null lb1",
    ...["node", "link", "stop", "kill", "freeze", "script"].map((kind) => `${kind} lb1 lb2`),
    ...["node", "link", "script"].map((kind) => `${kind} lb2 lb1`),
    "partition lb1 lb2",
  ]);
  expect(rows.filter(({ verdict }) => verdict === "fail")).toEqual([]);
});

test("how long it takes spans the moments at which a fault may strike", () => {
  const { rows } = prove([node("lb1", instance("priority 100")), node("lb2", instance("priority 90"))]);
  const [least, most] = rows.find(({ kind }) => kind === "node")?.movedMs ?? [0, 0];
  // Three intervals and a skew of (256 − 90)/256 s, less what has passed since the last advert (RFC 3768 §6.1).
  expect(most).toBeLessThan(3649 + 10);
  expect(least).toBeGreaterThan(2649);
  expect(most - least).toBeGreaterThan(600);
});

describe("once a fault is over", () => {
  const backs = (more: string) => {
    const of = (priority: number) => instance(`priority ${priority}\nstate BACKUP\n${more}`);
    const { rows } = prove([node("lb1", of(100)), node("lb2", of(90))]);
    return rows
      .filter(({ movedMs }) => movedMs !== null)
      .map(
        ({ kind, back }) =>
          `${kind}: ${back?.owners.join("+")} ${back?.movedMs === null ? "stays" : "moves"}`,
      );
  };
  const kinds = ["node", "link", "stop", "kill", "freeze"];

  test("the node with the higher priority takes the address back", () => {
    expect(backs("")).toEqual([...kinds, "partition"].map((kind) => `${kind}: lb1 moves`));
  });

  test("nopreempt leaves it where it is; of two owners the higher one keeps it", () => {
    const stay = kinds.map((kind) => `${kind}: lb2 stays`);
    expect(backs("nopreempt")).toEqual([...stay, "partition: lb1 moves"]);
  });

  test("a delay of the preemption counts", () => {
    const delayed = instance("priority 100\nstate BACKUP\npreempt_delay 20");
    const { rows } = prove([node("lb1", delayed), node("lb2", instance("priority 90"))]);
    const [least, most] = rows.find(({ kind }) => kind === "node")?.back?.movedMs ?? [0, 0];
    expect(least).toBeGreaterThan(20_000);
    expect(most).toBeLessThan(25_000);
  });
});

describe("two of our daemons that watch each other", () => {
  test("are told beside VRRP's timers: what closes at once, what is silent in a third of a second", () => {
    const { rows } = prove([node("lb1", instance("priority 100")), node("lb2", instance("priority 90"))]);
    const most = Object.fromEntries(rows.map(({ kind, watched }) => [kind, watched?.movedMs[1] ?? 0]));
    for (const kind of ["stop", "kill"])
      expect([kind, most[kind]]).toEqual([kind, expect.toSatisfy(below(30))]);
    for (const kind of ["node", "link", "freeze"])
      expect([kind, most[kind]]).toEqual([kind, expect.toSatisfy(below(345))]);
  });

  test("are not told of where one does not watch", () => {
    const off = node("lb2", instance("priority 90\n@bascule watch off"));
    const { rows } = prove([node("lb1", instance("priority 100")), off]);
    expect(rows.flatMap(({ watched }) => watched ?? [])).toEqual([]);
  });
});

const below = (mostMs: number) => (ms: number) => ms <= mostMs;

test("a daemon that hangs keeps the address beside the new owner where there is no lease", () => {
  const file = (priority: number) =>
    `global_defs {\n @bascule lease off\n}\n${instance(`priority ${priority}`)}`;
  const { rows } = prove([node("lb1", file(100)), node("lb2", file(90))]);
  const row = rows.find(({ kind }) => kind === "freeze");
  expect([row?.ownersAfter, row?.verdict]).toEqual([["lb2", "lb1"], "warn"]);
  expect(row?.reason?.en).toContain("the address stays on lb1 too");
});

describe("what does not move is told in numbers", () => {
  test.each([
    ["a weight that is too small", "weight 2", 100, 90, "100 (lb1) against 92 (lb2): weight 2 is too small"],
    ["a negative one", "weight -5", 100, 90, "95 (lb1) against 90 (lb2): weight -5 is too small"],
    [
      "one that leaves both equal",
      "weight -10",
      100,
      90,
      "90 (lb1) against 90 (lb2): weight -10 is too small",
    ],
  ])("%s", (_, weight, high, low, reason) => {
    const file = (priority: number) => `${script(weight)}${instance(`priority ${priority}\n${tracking}`)}`;
    expect(outcomes(node("lb1", file(high)), node("lb2", file(low)))).toContain(
      `script lb1: lb1 fail, ${reason}`,
    );
  });

  test.each([
    [
      "and the weight is too small",
      "weight 2",
      "; and in the right order, 100 (lb1) against 92 (lb2): weight 2 is too small",
    ],
    ["alone", "weight 20", ""],
  ])("a script that is defined below its use, %s", (_, weight, more) => {
    const file = (priority: number) => `${instance(`priority ${priority}\n${tracking}`)}${script(weight)}`;
    expect(outcomes(node("lb1", file(100)), node("lb2", file(90)))).toContain(
      `script lb1: lb1 fail, keepalived ignores chk, which is defined after its use: 100 against 90 whatever happens${more}`,
    );
  });

  test("a service that no script asks after", () => {
    const haproxy = { services: ["haproxy"] };
    const [first, second] = [instance("priority 100"), instance("priority 90")];
    expect(outcomes(node("lb1", first, haproxy), node("lb2", second, haproxy))).toContain(
      "service lb1: lb1 fail, no track_script asks after haproxy: keepalived knows nothing of it",
    );
    expect(outcomes(node("lb1", first), node("lb2", second))).toContain(
      "service lb1: lb1 warn, no track_script asks after any program: keepalived knows nothing of it",
    );
  });
});

describe("a pair that does not work at all", () => {
  test.each([
    [
      "another router id",
      instance("priority 100"),
      instance("priority 90").replace("51", "52"),
      "none : lb2+lb1 fail, both nodes have the address at the same time",
    ],
    ["nobody has an instance", "", "", undefined],
    ["one node has none", instance("priority 100"), "", "node lb1:  fail, no instance of lb2 has 10.0.0.100"],
  ])("%s", (_, first, second, expected) => {
    const found = outcomes(node("lb1", first), node("lb2", second));
    if (expected === undefined) expect(found).toEqual([]);
    else expect(found.map((line) => line.replace("lb1+lb2", "lb2+lb1"))).toContain(expected);
  });
});

test("a tracked interface that goes down puts its node into FAULT", () => {
  const first = instance("priority 100\ntrack_interface {\n eth1\n }");
  expect(outcomes(node("lb1", first), node("lb2", instance("priority 90")))).toContain(
    "interface lb1: lb2 pass",
  );
});

test("each address is judged by the scripts of its own instance", () => {
  const second = (priority: number) =>
    instance(`priority ${priority}`)
      .replace("VI_1", "VI_2")
      .replace("51", "52")
      .replace("10.0.0.100", "10.0.0.102");
  const file = (priority: number) =>
    `${script("weight -20")}${instance(`priority ${priority}\n${tracking}`)}${second(priority)}`;
  const of = (name: string, priority: number) =>
    node(name, file(priority), { trackedBy: (each) => (each === "VI_1" ? ["chk"] : []) });
  const { rows } = prove([of("lb1", 100), of("lb2", 90)]);
  const kinds = (vip: string) => rows.filter((row) => row.vip === vip).map(({ kind }) => kind);
  expect(kinds("10.0.0.100")).toContain("script");
  expect(kinds("10.0.0.102")).not.toContain("script");
  expect(rows.filter(({ verdict }) => verdict === "fail")).toEqual([]);
});
