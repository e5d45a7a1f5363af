import { expect, test } from "vitest";
import { Entrance, Gate } from "../../../agent/drive/proxy-gate.ts";
import { Throttle } from "../../../agent/drive/proxy-throttle.ts";
import { Rate } from "../../../agent/stats/rate.ts";

const name = { frontend: "web", place: "fam=ipv4 lport=80" };

/** A listener that remembers what it was told. */
function listener() {
  const told: string[] = [];
  return {
    told,
    descriptor: 3,
    pause: () => told.push("pause"),
    resume: () => told.push("resume"),
    suspend: () => told.push("suspend"),
    [Symbol.dispose]: () => told.push("close"),
  };
}

test("a frontend that is shut refuses, whoever leaves meanwhile, until it is opened again", () => {
  const [whole, gate, other] = [new Gate(2), new Gate(1), new Gate(undefined)];
  const entrance = new Entrance(whole);
  const [one, two] = [listener(), listener()];
  entrance.add({ gate, listener: one, isTls: false, name });
  entrance.add({ gate: other, listener: two, isTls: false, name });
  entrance.enter(gate);
  entrance.shut(gate);
  entrance.leave(gate);
  expect(entrance.views.map(({ state }) => state)).toEqual(["PAU", "RDY"]);
  entrance.reopen(gate);
  entrance.stop(gate);
  expect(one.told).toEqual(["pause", "suspend", "resume", "close"]);
  expect(two.told).toEqual(["resume", "resume", "resume"]);
});

test("too many handshakes hold back TLS only", () => {
  const entrance = new Entrance(new Gate(undefined));
  const [plain, tls] = [listener(), listener()];
  entrance.add({ gate: new Gate(undefined), listener: plain, isTls: false, name });
  entrance.add({ gate: new Gate(undefined), listener: tls, isTls: true, name });
  entrance.hold({ plain: false, tls: true });
  expect([plain.told, tls.told]).toEqual([["resume"], ["pause"]]);
});

test("as many come in as the rate allows, and the next when the second has faded", () => {
  const [all, tls] = [new Rate(), new Rate()];
  const throttle = new Throttle(all, tls);
  expect(throttle.isIdle).toBe(true);
  throttle.limits.sessions = 10;
  let [nowMs, came] = [5000, 0];
  while (nowMs < 10_000) {
    const waitMs = throttle.waitMs(false, nowMs);
    if (waitMs === 0) {
      all.add(nowMs);
      came++;
    }
    nowMs += Math.max(1, waitMs);
  }
  expect(came).toBeGreaterThanOrEqual(50);
  expect(came).toBeLessThanOrEqual(60);
  expect(throttle.isIdle).toBe(false);
});
