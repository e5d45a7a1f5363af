import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeLive } from "./live.ts";
import { type Maker, virtualAddress } from "./vrrp-net.ts";
import { reloadStories } from "./vrrp-reload-story.ts";
import { end, file, play, type Story, shell, start, type Told } from "./vrrp-story.ts";

const alive = (weight: string) =>
  `vrrp_script alive {\n script "/usr/bin/test -e /run/alive"\n interval 1\n ${weight}\n}`;
const tracked = "track_script {\n alive\n }";
/** What the weak one tells when it enters these states. */
function toldBy(...states: readonly string[]): Omit<Told, "moves"> {
  return {
    states: states.map((state) => `VI_1 ${state}`),
    calls: states.map((state) => `any INSTANCE VI_1 ${state} 100`),
    stateCalls: states.map((state) => state.toLowerCase()),
  };
}

const stories: readonly Story[] = [
  {
    name: "the strong one stops and starts again, then the weak one",
    files: [file(200), file(100)],
    faults: [start(1), start(0), end(0), start(0), end(1), start(1)],
  },
  {
    name: "a link goes down and comes back",
    files: [file(200), file(100)],
    faults: [start(1), start(0), shell(0, "ip link set eth0 down"), shell(0, "ip link set eth0 up")],
  },
  {
    name: "the network falls apart and heals",
    files: [file(200), file(100)],
    faults: [
      start(1),
      start(0),
      ({ net }) => net.lan("bridge link set dev p1 state 0 || ip link set p1 nomaster"),
      ({ net }) => net.lan("bridge link set dev p1 state 3 || ip link set p1 master br0"),
    ],
  },
  {
    name: "a script with a weight fails and succeeds again",
    files: [file(101, tracked, alive("weight 2")), file(100, tracked, alive("weight 2"))],
    faults: [start(1), start(0), shell(0, "rm /run/alive"), shell(0, "touch /run/alive")],
  },
  {
    name: "a script without a weight fails and succeeds again",
    files: [file(200, tracked, alive("")), file(100)],
    faults: [start(1), start(0), shell(0, "rm /run/alive"), shell(0, "touch /run/alive")],
  },
  {
    name: "with nopreempt the strong one does not take the address back",
    files: [file(200, "nopreempt"), file(100, "nopreempt")],
    faults: [start(0), start(1), end(0), start(0)],
  },
  {
    name: "somebody removes the address",
    files: [file(200), file(100)],
    faults: [start(1), start(0), shell(0, `ip addr del ${virtualAddress}/24 dev eth0`)],
    differs: {
      because:
        "the original keeps its advert timer for the election; ours waits as a backup does (RFC 9568 §6.4.3)",
      node: 1,
      told: toldBy("BACKUP", "MASTER", "BACKUP", "MASTER", "BACKUP"),
    },
  },
  ...reloadStories,
];

function sorted(told: Told): Told {
  return { ...told, calls: told.calls.toSorted(), stateCalls: told.stateCalls.toSorted() };
}

type Played = Readonly<Record<string, PromiseSettledResult<readonly Told[]>>>;

describeLive(
  "the same files and the same faults",
  () => {
    const played: Partial<Record<Maker, Played>> = {};
    const closing = new AsyncDisposableStack();
    afterAll(() => closing.disposeAsync());
    /** All at once: they mostly wait. */
    beforeAll(async () => {
      const makers = ["real", "ours"] as const;
      await Promise.all(
        makers.map(async (maker) => {
          const settled = await Promise.allSettled(stories.map((story) => play(maker, story)));
          played[maker] = Object.fromEntries(stories.map(({ name }, index) => [name, settled[index]!]));
        }),
      );
    });

    describe("lead to the same states and notify calls as with keepalived", () => {
      test.each(stories)("$name", ({ name, differs, anyOrder }) => {
        const [ours, real] = (["ours", "real"] as const).map((maker) => {
          const outcome = played[maker]?.[name];
          if (outcome?.status !== "fulfilled") throw outcome?.reason ?? new Error("not played");
          return anyOrder ? outcome.value.map(sorted) : outcome.value;
        });
        const expected = real?.map((told, index) =>
          index === differs?.node ? { moves: expect.anything(), ...differs.told } : told,
        );
        expect(real?.[0]?.calls.length).toBeGreaterThan(0);
        expect(ours, differs?.because).toEqual(expected);
      });
    });
  },
  { stack: "keepalived-haproxy" },
);
