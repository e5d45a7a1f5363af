import { describe, expect, test } from "vitest";
import { pace } from "../../../agent/peer-watch/pace.ts";
import { type Node, Segment } from "./segment.ts";

const [one, two, three] = ["10.0.0.1", "10.0.0.2", "10.0.0.3"];

/** Node 1 is the owner and node 2 its backup, connected for ten seconds. */
function pair(delayMs = 0.2): { readonly segment: Segment; readonly owner: Node; readonly backup: Node } {
  const segment = new Segment();
  segment.delayMs = delayMs;
  const owner = segment.add(one);
  const backup = segment.add(two);
  owner.become({ role: "master", priority: 150 });
  backup.hears(one);
  segment.run(10_000);
  return { segment, owner, backup };
}

/** When it was told, in milliseconds after `fromMs`, and how. */
function verdicts({ told }: Node, fromMs: number): readonly (readonly [number, string])[] {
  return told.map((line) => {
    const [atMs = "", how = ""] = line.split(" ");
    return [Number(atMs) - fromMs, how] as const;
  });
}

describe("an owner and its backup", () => {
  test("are connected at the first advert, and the owner alone sends heartbeats", () => {
    const { segment, owner, backup } = pair();
    expect([owner.connections, backup.connections, backup.dials]).toEqual([1, 1, 1]);
    const [sent, echoes, beats] = [owner.sent.length, backup.sent.length, owner.beats];
    segment.run(60_000);
    expect(owner.beats - beats).toBe(60_000 / pace.beatMs);
    expect([owner.sent.length - sent, backup.beats]).toEqual([0, 0]);
    expect(backup.sent.length - echoes).toBe(60_000 / pace.echoMs);
    expect(backup.told).toEqual([]);
  });

  test("a killed container: within 8 ms the backup is told", () => {
    const { segment, owner, backup } = pair();
    owner.die(true);
    segment.run(1000);
    expect(verdicts(backup, 10_000)).toEqual([[expect.closeTo(pace.quietMs, -1), "closed"]]);
    expect(verdicts(backup, 10_000)[0]?.[0]).toBeLessThan(8);
  });

  test("a killed process: not before the guardian has removed the address", () => {
    const { segment, owner, backup } = pair();
    owner.die(false);
    segment.later(() => segment.owners.delete(one), 15);
    segment.run(1000);
    const [[atMs, how] = []] = verdicts(backup, 10_000);
    expect(how).toBe("closed");
    expect(atMs).toBeGreaterThan(15 + pace.quietMs - 2);
    expect(atMs).toBeLessThan(15 + pace.quietMs + 4);
  });

  test("a killed process without a guardian: the protocol's timers decide", () => {
    const { segment, owner, backup } = pair();
    owner.die(false);
    segment.run(5000);
    expect(backup.told).toEqual([]);
    expect(backup.logged).toContainEqual(expect.stringContaining("somebody answers"));
  });

  test("a forged reset changes nothing, and a second later they are connected again", () => {
    const { segment, owner, backup } = pair();
    backup.reset();
    segment.run(500);
    expect([backup.told, backup.connections]).toEqual([[], 0]);
    segment.run(1000);
    expect([backup.told, backup.connections, owner.connections]).toEqual([[], 1, 1]);
  });

  test("neither does one on a segment where answers take 15 ms", () => {
    const { segment, owner, backup } = pair(15);
    backup.reset();
    segment.run(5000);
    expect([backup.told, backup.connections]).toEqual([[], 1]);
    owner.die(true);
    segment.run(1000);
    const [[atMs = 0, how] = []] = verdicts(backup, 15_000);
    expect([how, atMs > 45, atMs < 75]).toEqual(["closed", true, true]);
  });

  test("a hand-over that a backup finds when it wakes is long past", () => {
    const { segment, owner, backup } = pair();
    backup.frozen = true;
    segment.run(1000);
    owner.leaves("other");
    segment.run(1000);
    owner.become({ role: "master" });
    segment.run(1000);
    backup.thaw(true);
    segment.run(1000);
    expect(backup.told).toEqual([]);
  });

  test("what a backup had asked before it slept, it asks anew", () => {
    const { segment, owner, backup } = pair();
    segment.owners.delete(one);
    owner.die(false);
    segment.run(pace.quietMs - 2);
    backup.frozen = true;
    segment.run(5000);
    segment.owners.add(three);
    backup.thaw(true);
    segment.run(1000);
    expect(backup.told).toEqual([]);
  });

  test("resets without end: connections are made ever more seldom, and nobody takes over", () => {
    const { segment, backup } = pair();
    for (let count = 0; count < 600; count++) {
      backup.reset();
      segment.run(1000);
    }
    expect(backup.told).toEqual([]);
    expect(backup.dials).toBeLessThan(20);
  });

  test("a cut cable, a power cut: told after about three heartbeats, since a third party answers", () => {
    const { segment, owner, backup } = pair();
    owner.cut = true;
    segment.run(1000);
    const [[atMs = 0, how] = []] = verdicts(backup, 10_000);
    expect(how).toBe("silent");
    expect(atMs).toBeGreaterThan(pace.silentMs - pace.beatMs);
    expect(atMs).toBeLessThan(250);
  });

  test("where no heartbeats arrive, silence decides nothing, and a closed connection as ever", () => {
    const segment = new Segment();
    segment.blocked = true;
    const [owner, backup] = [segment.add(one), segment.add(two)];
    owner.become({ role: "master", priority: 150 });
    backup.hears(one);
    segment.run(60_000);
    expect([owner.connections, backup.told]).toEqual([1, []]);
    expect(backup.logged.filter((line) => line.includes("(UDP)"))).toHaveLength(1);
    owner.die(true);
    segment.run(100);
    expect(backup.told).toEqual([expect.stringContaining("closed")]);
  });

  test("our own cable is cut: no third party answers, and the protocol decides", () => {
    const { segment, backup } = pair();
    backup.cut = true;
    segment.run(5000);
    expect(backup.told).toEqual([]);
    expect(backup.logged).toContainEqual(expect.stringContaining("no third party answers"));
  });

  test("nobody else is on the segment: silence decides nothing", () => {
    const { segment, owner, backup } = pair();
    segment.witness = false;
    owner.cut = true;
    segment.run(5000);
    expect(backup.told).toEqual([]);
  });

  test("a frozen owner whose kernel still answers for the address keeps it", () => {
    const { segment, owner, backup } = pair();
    owner.frozen = true;
    segment.run(5000);
    expect(backup.told).toEqual([]);
  });

  test("a frozen owner whose lease closes the address loses it", () => {
    const { segment, owner, backup } = pair();
    owner.frozen = true;
    segment.later(() => segment.owners.delete(one), 150);
    segment.run(1000);
    expect(verdicts(backup, 10_000)).toEqual([[expect.any(Number), "silent"]]);
    expect(verdicts(backup, 10_000)[0]?.[0]).toBeLessThan(250);
  });

  test("a pause of three heartbeats is no matter", () => {
    const { segment, owner, backup } = pair();
    for (let count = 0; count < 20; count++) {
      owner.frozen = true;
      segment.run(2.5 * pace.beatMs);
      owner.thaw();
      segment.run(2000);
    }
    expect(backup.told).toEqual([]);
  });

  test("an owner whose answers were never heard keeps the address", () => {
    const segment = new Segment();
    segment.mute = true;
    const [owner, backup] = [segment.add(one), segment.add(two)];
    owner.become({ role: "master", priority: 150 });
    backup.hears(one);
    segment.run(10_000);
    backup.reset();
    segment.run(1000);
    expect(backup.told).toEqual([]);
    // From the first answer on, silence means something.
    segment.mute = false;
    segment.run(3000);
    owner.die(true);
    segment.run(100);
    expect(backup.told).toHaveLength(1);
  });

  test("an advert of the owner is an answer", () => {
    const { segment, owner, backup } = pair();
    owner.die(true);
    segment.run(4);
    backup.hears(one);
    segment.run(4);
    expect(backup.told).toEqual([]);
    segment.run(10);
    expect(backup.told).toHaveLength(1);
  });
});

describe("a backup that slept", () => {
  test("does not take over from an owner that lives", () => {
    const { segment, backup } = pair();
    backup.frozen = true;
    segment.run(10_000);
    backup.thaw();
    segment.run(5000);
    expect(backup.told).toEqual([]);
  });

  test("does not take over from an owner whose place another one has taken", () => {
    const { segment, owner, backup } = pair();
    backup.frozen = true;
    owner.die(true);
    segment.owners.add(three);
    segment.add(three);
    segment.run(10_000);
    backup.thaw();
    segment.run(5000);
    expect(backup.told).toEqual([]);
  });
});

describe("flapping", () => {
  test("a second early change within 10 s is the protocol's", () => {
    const { segment, owner, backup } = pair();
    owner.cut = true;
    segment.run(1000);
    expect(backup.told).toHaveLength(1);
    owner.cut = false;
    // The stronger one comes back by the protocol.
    owner.become({ role: "backup" });
    owner.become({ role: "master" });
    backup.leaves("backup");
    backup.hears(one);
    segment.run(3000);
    owner.cut = true;
    segment.run(3000);
    expect(backup.told).toHaveLength(1);
    expect(backup.logged).toContainEqual(expect.stringContaining("again within 10 s"));
  });

  test("whoever took over early keeps the others from doing the same", () => {
    const { segment, owner, backup } = pair();
    owner.die(true);
    segment.run(1000);
    expect(backup.isMaster).toBe(true);
    const third = segment.add(three);
    third.hears(two);
    segment.run(2000);
    backup.die(true);
    segment.run(2000);
    expect(third.told).toEqual([]);
  });

  test("after 10 s it is early again", () => {
    const { segment, owner, backup } = pair();
    owner.die(true);
    segment.run(1000);
    const third = segment.add(three);
    third.hears(two);
    segment.run(11_000);
    backup.die(true);
    segment.run(100);
    expect(third.told).toHaveLength(1);
  });
});

describe("handing over", () => {
  test.each(["other", "backup"] as const)(
    "an owner that becomes %s keeps the address until the heir has it",
    (role) => {
      const { segment, owner, backup } = pair();
      const least: number[] = [];
      owner.leaves(role);
      for (let step = 0; step < 100; step++) {
        segment.run(0.1);
        least.push(segment.owners.size);
      }
      expect(backup.told).toEqual([expect.stringContaining("handed-over")]);
      expect(Math.min(...least)).toBe(1);
      // Both, for as long as the answer takes.
      expect(least.filter((owners) => owners === 2).length).toBeLessThan(10);
      expect([...segment.owners]).toEqual([two]);
    },
  );

  test("is no flap: an early change may follow", () => {
    const { segment, owner, backup } = pair();
    owner.leaves("backup");
    segment.run(100);
    owner.hears(two);
    segment.run(500);
    backup.die(true);
    segment.run(100);
    expect(owner.told).toEqual([expect.stringContaining("closed")]);
  });

  test("one that does not answer is not waited for longer than 50 ms", () => {
    const { segment, owner, backup } = pair();
    backup.frozen = true;
    owner.leaves("other");
    segment.run(pace.handOverMs - 0.1);
    expect([...segment.owners]).toEqual([one]);
    segment.run(0.2);
    expect([...segment.owners]).toEqual([]);
  });

  test("one that cannot take over says so", () => {
    const { segment, owner, backup } = pair();
    backup.become({ role: "other" });
    backup.become({ role: "backup", masterAddress: three });
    owner.leaves("other");
    segment.run(1);
    expect([...segment.owners]).toEqual([]);
    expect(backup.told).toEqual([]);
  });

  test("whoever has preempted has the address before it goes", () => {
    const { segment, owner, backup } = pair();
    backup.become({ role: "master", priority: 200 });
    segment.run(0.3);
    owner.leaves("backup");
    expect([...segment.owners]).toEqual([one, two]);
    segment.run(1);
    expect([...segment.owners]).toEqual([two]);
    expect(backup.told).toEqual([]);
  });

  test("alone, or without a link, it goes at once", () => {
    const { owner, segment } = pair();
    owner.cut = true;
    owner.leaves("other");
    expect([...segment.owners]).toEqual([]);
    const lonely = new Segment();
    const node = lonely.add(one);
    node.become({ role: "master" });
    node.leaves("other");
    expect([...lonely.owners]).toEqual([]);
  });
});

describe("three nodes", () => {
  test("one of them takes over: the one that would win the election", () => {
    const { segment, owner, backup } = pair();
    const third = segment.add(three);
    third.become({ priority: 120 });
    third.hears(one);
    segment.run(2000);
    owner.die(true);
    segment.run(100);
    expect([backup.told.length, third.told.length]).toEqual([0, 1]);
  });
});

describe("connections", () => {
  test("a router that is none of ours is asked at once, then ever more seldom", () => {
    const segment = new Segment();
    const node = segment.add(one);
    for (let minute = 0; minute < 60; minute++) {
      node.hears(two);
      segment.run(60_000);
    }
    expect(node.dials).toBeGreaterThan(50);
    expect(node.dials).toBeLessThan(70);
  });

  test("another password: none, and nobody takes over", () => {
    const segment = new Segment();
    const owner = segment.add(one);
    const backup = segment.add(two, "another");
    owner.become({ role: "master" });
    backup.hears(one);
    segment.run(5000);
    expect([owner.connections, backup.connections]).toEqual([0, 0]);
    expect(backup.logged).toContainEqual(expect.stringContaining("does not know our configuration"));
    owner.die(true);
    segment.run(1000);
    expect(backup.told).toEqual([]);
  });

  test("both begin one: one stays, at both ends", () => {
    const segment = new Segment();
    const [a, b] = [segment.add(one), segment.add(two)];
    a.hears(two);
    b.hears(one);
    segment.run(3000);
    expect([a.connections, b.connections]).toEqual([1, 1]);
    expect([...a.told, ...b.told]).toEqual([]);
  });

  test("the end of the keyword is no end of the owner", () => {
    const { segment, owner, backup } = pair();
    owner.tell({ kind: "stop" });
    segment.owners.delete(one);
    segment.run(1000);
    expect(backup.told).toEqual([]);
  });

  test("a peer that came back after a power cut is connected again", () => {
    const { segment, owner, backup } = pair();
    owner.cut = true;
    segment.run(500);
    expect(backup.isMaster).toBe(true);
    segment.owners.delete(one);
    const again = segment.add(one);
    segment.run(20_000);
    again.hears(two);
    segment.run(1000);
    expect([again.connections, backup.connections]).toEqual([1, 1]);
  });
});

describe("an owner whose priority falls", () => {
  test("below its heir's is succeeded at once, and only once in ten seconds", () => {
    const { segment, owner, backup } = pair();
    owner.become({ priority: 120 });
    segment.run(5);
    expect(backup.told).toEqual([]);
    owner.become({ priority: 99 });
    segment.run(5);
    expect(backup.told).toEqual([expect.stringContaining("outranked")]);
    owner.leaves("backup");
    backup.leaves("backup");
    owner.become({ role: "master", priority: 150 });
    backup.hears(one);
    segment.run(5);
    owner.become({ priority: 99 });
    segment.run(5);
    expect(backup.told.filter((line) => line.includes("outranked"))).toHaveLength(1);
  });

  test("but not when it was weaker from the beginning", () => {
    const segment = new Segment();
    const owner = segment.add(one);
    const backup = segment.add(two);
    owner.become({ role: "master", priority: 90 });
    backup.hears(one);
    segment.run(10_000);
    owner.become({ priority: 80 });
    segment.run(1000);
    expect(backup.told).toEqual([]);
  });
});
