import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Lesson } from "../../../agent/peers/lesson.ts";
import { PeerSession } from "../../../agent/peers/session.ts";
import { SharedTable } from "../../../agent/peers/shared-table.ts";
import { StickTable } from "../../../agent/stick/table.ts";

const spec = {
  name: "t",
  type: "string",
  length: 20,
  size: 1000,
  expireMs: 60_000,
  keepsOld: false,
  peers: "p",
  serverKey: "name",
  stored: [
    { name: "server_id" },
    { name: "gpc0" },
    { name: "gpc0_rate", periodMs: 1000 },
    { name: "server_key" },
  ],
} as const;

/** A machine: its table, and what it has still to tell another one. */
class Machine {
  readonly table = new StickTable(spec);
  readonly shared = new SharedTable(this.table);
  readonly lesson: Lesson;

  constructor(knowsAll: boolean) {
    this.lesson = new Lesson(false, 0);
    if (knowsAll) {
      this.lesson.onTime(5000);
    }
    this.table.onChange = ({ key }) => this.shared.pending.add(key);
  }

  set(key: string, value: number, nowMs: number): void {
    const entry = this.table.take(key, nowMs);
    if (!entry) return;
    entry.serverKey = `s${value}`;
    this.table.set(entry, "gpc0", value, nowMs);
    this.table.add(entry, "gpc0_rate", 1, nowMs);
    this.table.touch(entry, nowMs);
  }

  session(): PeerSession {
    const session = new PeerSession({
      tables: [this.shared],
      lesson: this.lesson,
      isLocal: false,
      timed: true,
    });
    session.start(0);
    return session;
  }

  content(nowMs: number): Record<string, string> {
    const { table } = this;
    const [gpc, rate] = [table.column("gpc0"), table.column("gpc0_rate")];
    return Object.fromEntries(
      table
        .entries(nowMs)
        .map((entry) => [
          entry.key,
          `${gpc && table.read(entry, gpc, nowMs)} ${rate && table.read(entry, rate, nowMs)} ${entry.serverKey}`,
        ]),
    );
  }
}

/** Carries bytes between two sessions until both are silent. */
function talk(left: PeerSession, right: PeerSession, nowMs: number, cut = Number.POSITIVE_INFINITY): void {
  let budget = cut;
  for (let rounds = 0; rounds < 1000; rounds++) {
    const [to, from] = [left.produce(nowMs), right.produce(nowMs)];
    if (to.length + from.length === 0) return;
    right.receive(to.subarray(0, Math.max(0, budget)), nowMs);
    left.receive(from.subarray(0, Math.max(0, budget)), nowMs);
    budget -= to.length + from.length;
    if (budget <= 0) return;
  }
  throw new Error("they never fall silent");
}

describe("two machines", () => {
  test("who starts learns all, and from then on each learns what the other sees", () => {
    const [old, fresh] = [new Machine(true), new Machine(false)];
    for (let count = 0; count < 500; count++) old.set(`k${count}`, count % 7, 10);
    const [here, there] = [old.session(), fresh.session()];
    talk(here, there, 20);
    expect(fresh.lesson.isDone).toBe(true);
    expect(fresh.content(20)).toEqual(old.content(20));
    fresh.set("k1", 99, 30);
    old.set("new", 5, 30);
    talk(here, there, 40);
    expect(fresh.content(40)).toEqual(old.content(40));
    expect(old.content(40)).toMatchObject({ k1: "99 2 s99", new: "5 1 s5" });
    // Nobody passes on what it has learned.
    expect([here.counts.updatesIn, there.counts.updatesOut]).toEqual([1, 1]);
  });

  test("an entry stays as long as it would have stayed there", () => {
    const [old, fresh] = [new Machine(true), new Machine(false)];
    old.set("a", 1, 0);
    talk(old.session(), fresh.session(), 50_000);
    expect([fresh.content(59_999).a, fresh.content(60_001).a]).toEqual(["1 0 s1", undefined]);
  });

  test("who knows not all itself says so, and the lesson goes on with the next", () => {
    const [half, fresh, whole] = [new Machine(false), new Machine(false), new Machine(true)];
    half.set("a", 1, 0);
    whole.set("b", 2, 0);
    half.lesson.met({ isLocal: false, request: () => {} });
    talk(half.session(), fresh.session(), 10);
    expect([fresh.lesson.isDone, Object.keys(fresh.content(10))]).toEqual([false, ["a"]]);
    talk(whole.session(), fresh.session(), 20);
    expect([fresh.lesson.isDone, Object.keys(fresh.content(20)).sort()]).toEqual([true, ["a", "b"]]);
  });

  test("what was under way when the connection broke is told again, wherever it broke", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.nat(50), (cut, changes) => {
        const [left, right] = [new Machine(true), new Machine(true)];
        const first = [left.session(), right.session()] as const;
        for (let count = 0; count < 60; count++) left.set(`l${count}`, count % 9, 1);
        for (let count = 0; count < changes; count++) right.set(`r${count}`, count % 9, 1);
        talk(...first, 2, cut);
        for (const session of first) session.end();
        talk(left.session(), right.session(), 3);
        expect(right.content(4)).toEqual(left.content(4));
      }),
      { numRuns: 60 },
    );
  });

  test("a process that ends teaches its successor without being asked", () => {
    const [old, next] = [new Machine(true), new StickTable(spec)];
    old.set("a", 3, 0);
    const teacher = new PeerSession({
      tables: [new SharedTable(old.table)],
      lesson: old.lesson,
      isLocal: true,
      teaches: true,
      timed: true,
    });
    const lesson = new Lesson(true, 0);
    const pupil = new PeerSession({ tables: [new SharedTable(next)], lesson, isLocal: true, timed: true });
    teacher.start(0);
    pupil.start(0);
    talk(teacher, pupil, 5);
    expect([next.used, lesson.isDone, teacher.confirmed]).toEqual([1, true, true]);
  });

  test("any bytes end the session at worst", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 20 }), (pieces) => {
        const session = new Machine(true).session();
        for (const piece of pieces) session.receive(piece, 1);
        session.produce(2);
      }),
    );
  });
});

test("a lesson without a predecessor's word goes on with other machines, and ends without them", () => {
  const asked: string[] = [];
  const lesson = new Lesson(true, 0);
  const teacher = { isLocal: false, request: () => asked.push("remote") };
  lesson.met(teacher);
  lesson.onTime(4999);
  expect([lesson.phase, asked.length]).toEqual(["local", 0]);
  lesson.onTime(5000);
  expect([lesson.phase, asked.length]).toEqual(["remote", 1]);
  lesson.goesOn(teacher, 9000);
  lesson.onTime(13_999);
  expect(lesson.phase).toBe("remote");
  lesson.onTime(14_000);
  expect(lesson.phase).toBe("done");
});
