import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nobody } from "../../../agent/balance/algorithm.ts";
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
  const put = (server: number, up: boolean) => chooser.put(server, up ? 16 * (weights[server] ?? 0) : 0);
  for (const server of weights.keys()) put(server, true);
  let chosen = "";
  for (let turn = 0; turn < sequence.length; turn++) {
    for (const event of events) {
      if (event.at === turn) put(event.server, event.up);
    }
    chosen += String.fromCharCode(65 + chooser.next());
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
    expect(chooser.next()).toBe(nobody);
    chooser.put(1, 16);
    expect([chooser.next(), chooser.next(), chooser.next()]).toEqual([1, 1, 1]);
    chooser.put(1, 0);
    expect(chooser.next()).toBe(nobody);
    chooser.put(0, 16);
    expect(chooser.next()).toBe(0);
  });

  test("leaves out who may not be taken, without losing anybody", () => {
    const chooser = roundRobin([{ weight: 1 }, { weight: 1 }, { weight: 1 }]);
    for (const server of [0, 1, 2]) chooser.put(server, 16);
    const chosen = Array.from({ length: 6 }, () => chooser.next({ lets: (server) => server !== 1 }));
    expect(chosen).toEqual([0, 2, 0, 2, 0, 2]);
    expect(chooser.next({ lets: () => false })).toBe(nobody);
    expect(new Set(Array.from({ length: 6 }, () => chooser.next()))).toEqual(new Set([0, 1, 2]));
  });
});
