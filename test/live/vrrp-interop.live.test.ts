import { afterAll, beforeAll, expect, test } from "vitest";
import { describeLive } from "./live.ts";
import { VrrpNet } from "./vrrp-net.ts";
import { type Router, type RouterMaker, type RouterSettings, startRouter } from "./vrrp-router.ts";
import { nodesOf } from "./vrrp-stage.ts";
import type { VrrpTestDaemon } from "./vrrp-test-daemon.ts";

/** Both sides of one play: the strong one has the address whenever it is there. */
interface Play {
  readonly name: string;
  readonly strong: RouterMaker;
  readonly weak: RouterMaker;
  readonly strongSettings: RouterSettings;
  readonly weakSettings: RouterSettings;
  run(stage: Stage): Promise<void>;
}

type Stage = Pick<Play, "strong" | "weak" | "strongSettings" | "weakSettings"> & { readonly net: VrrpNet };

const v2 = { version: 2, advertMs: 1000 } as const;
const v3 = { version: 3, advertMs: 100 } as const;
const others = ["real", "frr"] as const satisfies readonly RouterMaker[];

/** Ours in both roles beside one that is not ours. */
function bothRoles(
  name: string,
  makers: readonly RouterMaker[],
  settings: readonly [strong: RouterSettings, weak: RouterSettings],
  run: Play["run"],
): Play[] {
  return makers.flatMap((other) =>
    (
      [
        ["ours", other],
        [other, "ours"],
      ] as const
    ).map(([strong, weak]): Play => {
      const [strongSettings, weakSettings] = settings;
      return { name: `${name}: ${strong}, then ${weak}`, strong, weak, strongSettings, weakSettings, run };
    }),
  );
}

const plays: readonly Play[] = [
  ...bothRoles(
    "version 3",
    others,
    [
      { ...v3, priority: 200 },
      { ...v3, priority: 100 },
    ],
    everything,
  ),
  ...bothRoles(
    "version 2",
    others,
    [
      { ...v2, priority: 254 },
      { ...v2, priority: 253 },
    ],
    everything,
  ),
  ...bothRoles(
    "unicast",
    ["real"],
    [
      { ...v3, priority: 200, unicastTo: 12 },
      { ...v3, priority: 100, unicastTo: 11 },
    ],
    everything,
  ),
  ...bothRoles(
    "the same password",
    ["real"],
    [
      { ...v2, priority: 254, password: "secret12" },
      { ...v2, priority: 253, password: "secret12" },
    ],
    handOver,
  ),
  ...bothRoles(
    "another password",
    ["real"],
    [
      { ...v2, priority: 254, password: "secret12" },
      { ...v2, priority: 253, password: "other" },
    ],
    twoMasters,
  ),
  // The higher address wins among equals (RFC 9568 §6.4.3): node 2 is the strong one here.
  ...bothRoles(
    "equal priorities",
    others,
    [
      { ...v3, priority: 150 },
      { ...v3, priority: 150 },
    ],
    equals,
  ),
  // A backup of version 3 learns the interval of its master.
  ...bothRoles(
    "a slower backup",
    others,
    [
      { ...v3, priority: 200 },
      { ...v3, advertMs: 2000, priority: 100 },
    ],
    handOver,
  ),
  ...bothRoles(
    "IPv6",
    others,
    [
      { ...v3, priority: 200, family: 6 },
      { ...v3, priority: 100, family: 6 },
    ],
    handOver,
  ),
];

/** Election, failover after a kill, failback, and the farewell of priority 0. */
async function everything(stage: Stage): Promise<void> {
  const { strong, strongSettings } = stage;
  const [one] = nodesOf(stage.net);
  const { first, second } = await election(stage);
  await first.daemon.end("SIGKILL");
  await one.run("sh", "-c", "while killall -q -0 keepalived || killall -q -0 vrrpd; do sleep 0.01; done");
  await second.enters("master");
  const again = await startRouter(one, strong, strongSettings);
  await Promise.all([again.enters("master"), second.enters("backup")]);
  await farewell(stage, again.daemon, second);
}

async function handOver(stage: Stage): Promise<void> {
  const { first, second } = await election(stage);
  await farewell(stage, first.daemon, second);
}

async function election({ net, strong, weak, strongSettings, weakSettings }: Stage) {
  const [one, two] = nodesOf(net);
  const second = await startRouter(two, weak, weakSettings);
  await second.enters("master");
  const first = await startRouter(one, strong, strongSettings);
  await Promise.all([first.enters("master"), second.enters("backup")]);
  return { first, second };
}

/** Whoever hears priority 0 waits for its skew alone: less than one interval, and nobody else would end it so. */
async function farewell(
  { net, weakSettings, strongSettings: { advertMs, family = 4 } }: Stage,
  daemon: VrrpTestDaemon,
  second: Router,
): Promise<void> {
  const [, two] = nodesOf(net);
  const filter = family === 6 ? "ip6 proto 112" : "ip proto 112";
  const seen = two.launch(["sh", "-c", `exec tcpdump -i eth0 -n -tt -l ${filter} 1>&2`], "tcpdump");
  await seen.line("listening on");
  await seen.line("prio ");
  await Promise.all([daemon.end("SIGTERM"), second.enters("master")]);
  const zero = await seen.line("prio 0,");
  const next = await seen.line(`prio ${weakSettings.priority},`);
  const took = Number(next.split(" ")[0]) - Number(zero.split(" ")[0]);
  // The backup of the slower file may or may not have learnt the interval; both are far below three of them.
  expect(took).toBeLessThan(Math.max(advertMs, 1000) / 1000 + 0.5);
  await seen.end("SIGTERM");
}

async function twoMasters({ net, strong, weak, strongSettings, weakSettings }: Stage): Promise<void> {
  const [one, two] = nodesOf(net);
  const first = await startRouter(one, strong, strongSettings);
  const second = await startRouter(two, weak, weakSettings);
  await Promise.all([first.enters("master"), second.enters("master")]);
  await net.ownedBy(1, 2);
}

/** The lower address is there first: it keeps the address, since an equal does not preempt, until it ends and returns. */
async function equals({ net, strong, weak, strongSettings, weakSettings }: Stage): Promise<void> {
  const [one, two] = nodesOf(net);
  const lower = await startRouter(one, strong, strongSettings);
  await lower.enters("master");
  const higher = await startRouter(two, weak, weakSettings);
  await two.run("sleep", "1");
  expect(higher.daemon.log).not.toMatch(/Entering MASTER|-> Master/);
  // Cut apart, both are masters; joined again, the higher address stays.
  await net.lan("ip link set p1 down");
  await higher.enters("master");
  await net.lan("ip link set p1 up");
  await lower.enters("backup");
}

describeLive(
  "our router and those of others",
  () => {
    /** All at once: they mostly wait. */
    let outcomes: Readonly<Record<string, PromiseSettledResult<void>>> = {};
    const nets = new AsyncDisposableStack();
    afterAll(() => nets.disposeAsync());
    beforeAll(async () => {
      const settled = await Promise.allSettled(
        plays.map(async (play) => {
          const net = nets.use(await VrrpNet.create(2));
          if (play.strongSettings.family === 6) await enableIpv6(net);
          await play.run({ ...play, net });
        }),
      );
      outcomes = Object.fromEntries(plays.map(({ name }, index) => [name, settled[index]!]));
    });

    test.each(plays.map(({ name }) => name))("%s", (name) => {
      const outcome = outcomes[name];
      if (outcome?.status === "rejected") throw outcome.reason;
      expect(outcome?.status).toBe("fulfilled");
    });
  },
  { stack: "keepalived-haproxy", frr: true },
);

async function enableIpv6({ nodes }: VrrpNet): Promise<void> {
  const settings =
    "net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.eth0.disable_ipv6=0 net.ipv6.conf.default.accept_dad=0";
  await Promise.all(
    nodes.map(async (node) => {
      await node.run(
        "sh",
        "-c",
        `sysctl -qw ${settings} net.ipv6.conf.eth0.accept_dad=0; ip link set eth0 down; ip link set eth0 up`,
      );
    }),
  );
}
