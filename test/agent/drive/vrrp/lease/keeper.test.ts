import { beforeEach, describe, expect, test } from "vitest";
import type { UndoList } from "../../../../../agent/drive/vrrp/guardian/undo.ts";
import type { Device, Gate, Renewal } from "../../../../../agent/drive/vrrp/lease/gate.ts";
import { LeaseKeeper } from "../../../../../agent/drive/vrrp/lease/keeper.ts";
import { createLog } from "../../../../../agent/drive/vrrp/log.ts";
import { SimulatedClock } from "../simulated-wire.ts";

/** A kernel that writes down what it was told. */
class SimulatedGate implements Gate {
  readonly done: string[];
  answer: Renewal = "renewed";
  broken = false;

  constructor(done: string[]) {
    this.done = done;
  }

  cover(devices: readonly Device[]): void {
    this.#do(`cover ${devices.map(({ name }) => name)}`);
  }

  own(addresses: readonly string[]): void {
    this.#do(`own ${addresses}`);
  }

  disown(addresses: readonly string[]): void {
    this.#do(`disown ${addresses}`);
  }

  open(): void {
    this.#do("open");
  }

  renew(): Renewal {
    this.#do("renew");
    return this.answer;
  }

  [Symbol.dispose](): void {
    this.done.push("close");
  }

  #do(what: string): void {
    if (this.broken) throw new Error("ENOENT");
    this.done.push(what);
  }
}

const clock = new SimulatedClock();
const done: string[] = [];
const lines: string[] = [];
const undone: string[] = [];
let gates: SimulatedGate[] = [];
let refused: string | undefined;

function keeper(): LeaseKeeper {
  const undoList: UndoList = { set: (key, undos) => undone.push(`${key} ${undos.length}`) };
  const openGate = () => {
    if (refused !== undefined) throw new Error(refused);
    const gate = new SimulatedGate(done);
    gates.push(gate);
    return gate;
  };
  const made = new LeaseKeeper({
    openGate,
    clock,
    log: createLog([(_, line) => lines.push(line)], false),
    undoList,
  });
  made.follow(true);
  return made;
}

/** What has been done since the last time. */
function news(): readonly string[] {
  return done.splice(0);
}

const eth0 = [{ name: "eth0", index: 2 }];
const one = { addresses: ["192.168.1.100"], devices: eth0 };
const two = { addresses: ["192.168.1.101"], devices: eth0 };

beforeEach(() => {
  for (const list of [done, lines, undone]) list.length = 0;
  gates = [];
  refused = undefined;
  clock.freeze(clock.nowMs() + 60_000);
});

test("the lease is open before an address is set, and nothing is renewed for nobody", () => {
  const lease = keeper();
  lease.renew();
  lease.hold("VI_1", one);
  expect(news()).toEqual(["cover eth0", "own 192.168.1.100", "open"]);
  lease.renew();
  expect(news()).toEqual(["renew"]);
  lease.release("VI_1");
  lease.renew();
  expect(news()).toEqual(["disown 192.168.1.100"]);
  lease.hold("VI_1", one);
  expect(news()).toContain("open");
  lease[Symbol.dispose]();
  expect(news()).toEqual(["close"]);
  expect(undone).toEqual(["lease 1", "lease 0"]);
});

describe("after a sleep", () => {
  test("it begins again only when every owner has looked around", () => {
    const lease = keeper();
    lease.hold("VI_1", one);
    lease.hold("VI_2", two);
    lease.slept();
    lease.renew();
    news();
    lease.hold("VI_1", one);
    lease.renew();
    expect(news()).not.toContain("open");
    lease.release("VI_2");
    expect(news()).toEqual(["disown 192.168.1.101", "open"]);
    lease.renew();
    expect(news()).toEqual(["renew"]);
  });

  test("an owner that yields leaves nothing to renew", () => {
    const lease = keeper();
    lease.hold("VI_1", one);
    lease.slept();
    news();
    lease.release("VI_1");
    lease.renew();
    expect(news()).toEqual(["disown 192.168.1.100"]);
  });
});

test("with other addresses, those that are gone are given up, unless another instance has them", () => {
  const lease = keeper();
  lease.hold("VI_1", { ...one, addresses: ["192.168.1.100", "192.168.1.101"] });
  lease.hold("VI_2", two);
  news();
  lease.hold("VI_1", { ...one, addresses: ["192.168.1.102"] });
  expect(news()).toEqual(["cover eth0", "disown 192.168.1.100", "own 192.168.1.102"]);
});

describe("a lease that does not work is put away rather than close the address", () => {
  test("where the kernel has none", () => {
    refused = "EPERM";
    const lease = keeper();
    lease.hold("VI_1", one);
    lease.renew();
    expect(lines).toEqual(["No lease in the kernel: a daemon that hangs goes on answering (EPERM)"]);
    expect(undone.at(-1)).toBe("lease 0");
  });

  test("when somebody flushes the rules, it is made anew, once in a while", () => {
    const lease = keeper();
    lease.hold("VI_1", one);
    const [first] = gates;
    if (first !== undefined) first.broken = true;
    news();
    lease.renew();
    expect(news()).toEqual(["close", "cover eth0", "own 192.168.1.100", "open"]);
    const [, second] = gates;
    if (second !== undefined) second.broken = true;
    lease.renew();
    expect(news()).toEqual(["close"]);
    expect(lines).toEqual([
      "The lease in the kernel is made anew: ENOENT",
      "The lease in the kernel is given up: ENOENT",
    ]);
    lease.hold("VI_2", two);
    lease.renew();
    expect(news()).toEqual([]);
  });

  test("when its renewals get lost", () => {
    const lease = keeper();
    lease.hold("VI_1", one);
    const [gate] = gates;
    if (gate !== undefined) gate.answer = "nothing";
    lease.renew();
    expect(lines).toEqual([]);
    lease.renew();
    expect(lines).toEqual(["The lease in the kernel is made anew: its renewals do not arrive on lo"]);
  });

  test("one that has ended though the daemon was awake is opened again", () => {
    const lease = keeper();
    lease.hold("VI_1", one);
    const [gate] = gates;
    if (gate !== undefined) gate.answer = "closed";
    news();
    lease.renew();
    expect(news()).toEqual(["renew", "open"]);
  });
});

test("it can be turned off and on while addresses are owned", () => {
  const lease = keeper();
  lease.hold("VI_1", one);
  news();
  lease.follow(false);
  lease.hold("VI_2", two);
  expect(news()).toEqual(["close"]);
  lease.follow(true);
  expect(news()).toEqual(["cover eth0", "own 192.168.1.100", "cover eth0", "own 192.168.1.101", "open"]);
});
