import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { roundRobin } from "../../../agent/balance/roundrobin.ts";

interface Recording {
  readonly weights: readonly number[];
  readonly sequence: string;
  readonly events?: readonly { readonly at: number; readonly server: number; readonly up: boolean }[];
}

/** Recorded from HAProxy 2.6.12 by `test/live/haproxy/scene-record.ts`; a live test records them anew. */
function recordings(name: string): readonly Recording[] {
  return JSON.parse(readFileSync(new URL(`../../cases/${name}.json`, import.meta.url), "utf8"));
}

function replay({ weights, sequence, events = [] }: Recording): string {
  const chooser = roundRobin(weights.map((weight) => ({ weight })));
  for (const server of weights.keys()) chooser.add(server);
  let chosen = "";
  for (let turn = 0; turn < sequence.length; turn++) {
    for (const event of events) {
      if (event.at === turn) event.up ? chooser.add(event.server) : chooser.remove(event.server);
    }
    chosen += String.fromCharCode(65 + (chooser.next() ?? -1));
  }
  return chosen;
}

describe("the sequence of servers is HAProxy's own", () => {
  test.each(recordings("roundrobin").map((one) => [one.weights.join(":"), one] as const))(
    "weights %s",
    (_, one) => {
      expect(replay(one)).toBe(one.sequence);
    },
  );

  const changing = recordings("roundrobin-changes").map(
    (one, index) => [one.weights.join(":"), index, one] as const,
  );
  test.each(changing)("weights %s while servers leave and return (%i)", (_, _index, one) => {
    expect(replay(one)).toBe(one.sequence);
  });
});

describe("round robin", () => {
  test("gives nothing when nobody is there, and the same server when one is", () => {
    const chooser = roundRobin([{ weight: 1 }, { weight: 1 }]);
    expect(chooser.next()).toBeUndefined();
    chooser.add(1);
    expect([chooser.next(), chooser.next(), chooser.next()]).toEqual([1, 1, 1]);
    chooser.remove(1);
    expect(chooser.next()).toBeUndefined();
    chooser.add(0);
    expect(chooser.next()).toBe(0);
  });

  test("leaves out who may not be taken, without losing anybody", () => {
    const chooser = roundRobin([{ weight: 1 }, { weight: 1 }, { weight: 1 }]);
    for (const server of [0, 1, 2]) chooser.add(server);
    const chosen = Array.from({ length: 6 }, () => chooser.next((server) => server !== 1));
    expect(chosen).toEqual([0, 2, 0, 2, 0, 2]);
    expect(chooser.next(() => false)).toBeUndefined();
    expect(new Set(Array.from({ length: 6 }, () => chooser.next()))).toEqual(new Set([0, 1, 2]));
  });
});
