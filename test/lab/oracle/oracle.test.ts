import fc from "fast-check";
import { expect, test } from "vitest";
import { PatternRegistry } from "../../../agent/acl/pattern-registry.ts";
import type { Backend, HaproxyConfig, Server } from "../../../agent/config/haproxy/config.ts";
import type { KeepalivedConfig, VrrpInstance } from "../../../agent/config/keepalived/config.ts";
import { promiseOf } from "../../../lab/oracle/derive.ts";
import { frontPage } from "../../../lab/oracle/front-page.ts";
import {
  failbackWithinMs,
  masterDownMs,
  predictTakeover,
  rightfulOwner,
  skewMs,
} from "../../../lab/oracle/predict.ts";
import { promiseOfCourse } from "../history/story.ts";

const tracked = (name: string, weight: number) => ({ name, weight, reverse: false, initFail: false });

const instance: VrrpInstance = {
  name: "VI_1",
  initialState: "BACKUP",
  family: 4,
  interfaceName: "eth0",
  virtualRouterId: 51,
  priority: 100,
  version: 2,
  strict: false,
  advertMs: 1000,
  virtualAddresses: [{ address: "192.168.1.100", prefixLength: 24 }],
  trackScripts: [tracked("check", 2)],
  excludedAddresses: [],
  trackInterfaces: [],
  garp: {
    ...{ delayMs: 5000, repeat: 5, refreshMs: 0, refreshRepeat: 1 },
    ...{ lowerPriorityDelayMs: 5000, lowerPriorityRepeat: 5 },
  },
  notify: {},
  nopreempt: false,
  preemptDelayMs: 0,
};

function keepalived(change: Partial<VrrpInstance> = {}): KeepalivedConfig {
  const script = {
    name: "check",
    argv: ["true"],
    intervalMs: 2000,
    timeoutMs: 2000,
    weight: 2,
    rise: 1,
    fall: 1,
    ...{ reverse: false, initFail: false },
  };
  return { global: { scriptSecurity: false }, scripts: [script], instances: [{ ...instance, ...change }] };
}

function server(name: string, change: Partial<Server> = {}): Server {
  const check = { intervalMs: 2000, fall: 3, rise: 2 };
  return { name, host: `192.168.1.1${name.at(-1)}`, port: 8080, weight: 1, backup: false, check, ...change };
}

function haproxy(servers: readonly Server[]): HaproxyConfig {
  const common = {
    mode: "http",
    timeouts: {},
    forwardFor: false,
    httpConnectionMode: "keep-alive",
    errorFiles: {},
    rules: { httpRequest: [], redirect: [] },
    id: 2,
  } as const;
  const backend: Backend = {
    ...common,
    name: "back",
    balance: { algorithm: "roundrobin" },
    hashType: { function: "sdbm", avalanche: false },
    retries: 3,
    redispatch: false,
    allBackups: false,
    logs: [],
    servers,
  };
  const bind = { host: "0.0.0.0", port: 80 };
  const logging = { logs: [], logFormat: "http", dontLogNull: true } as const;
  const frontend = {
    ...common,
    ...logging,
    name: "front",
    binds: [bind],
    routes: [],
    defaultBackend: "back",
  };
  return {
    ...{ needs: [], tables: [], peers: [], replies: {}, patterns: new PatternRegistry() },
    ...{ global: { daemon: true, logs: [] }, frontends: [frontend], backends: [backend] },
  };
}

function promised(servers: readonly Server[], change: Partial<VrrpInstance> = {}) {
  return promiseOf({
    vip: "192.168.1.100",
    balancers: [{ node: "lb1", address: "192.168.1.101", keepalived: keepalived(change) }],
    backend: frontPage(haproxy(servers), "http://192.168.1.100/").backend,
    nodes: [{ name: "app1", address: "192.168.1.11" }],
  });
}

test("a balancer's priority counts the weights of its scripts, and its start waits for them", () => {
  expect(promised([]).balancers).toEqual([
    {
      ...{ node: "lb1", address: "192.168.1.101", virtualRouterId: 51, priority: 102, advertMs: 1000 },
      ...{ virtualAddresses: ["192.168.1.100"], preempts: true, settleMs: 2000 },
    },
  ]);
});

test.each([
  [
    "a negative weight does not count while the script succeeds",
    { trackScripts: [tracked("check", -30)] },
    100,
  ],
  ["the address owner stays at 255", { priority: 255 }, 255],
  ["weights do not lift above 254", { priority: 253, trackScripts: [tracked("check", 9)] }, 254],
  ["a script that does not exist has no weight", { trackScripts: [tracked("other", 9)] }, 100],
])("%s", (_, change, priority) => {
  expect(promised([], change).balancers[0]?.priority).toBe(priority);
});

const shareCases: readonly (readonly [string, readonly Server[], readonly number[]])[] = [
  ["equal weights", [server("app1"), server("app2")], [0.5, 0.5]],
  ["weights 3 and 1", [server("app1", { weight: 3 }), server("app2")], [0.75, 0.25]],
  [
    "a backup server waits",
    [server("app1"), server("app2"), server("app3", { backup: true })],
    [0.5, 0.5, 0],
  ],
  [
    "only backups: the first works",
    [server("app1", { backup: true }), server("app2", { backup: true })],
    [1, 0],
  ],
  ["weight 0 gets nothing", [server("app1"), server("app2", { weight: 0 })], [1, 0]],
];

test.each(shareCases)("shares: %s", (_, servers, shares) => {
  const found = promised(servers).servers;
  expect(found.map(({ expectedShare }) => expectedShare)).toEqual(shares);
  expect(found[0]).toMatchObject({ name: "app1", node: "app1", checked: true, checkMs: 2000 });
});

test("the shares of working servers add up to one", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 256 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(weights, (list) => {
      const servers = list.map((weight, index) => server(`app${index}`, { weight }));
      const sum = promised(servers).servers.reduce((total, { expectedShare }) => total + expectedShare, 0);
      expect(sum).toBeCloseTo(1, 9);
    }),
  );
});

// RFC 3768 §6.1 by hand: (256 − 102) / 256 = 0.6015625 s.
test("skew and master-down interval keep their fractions", () => {
  const [, lb2] = promiseOfCourse().balancers;
  expect(lb2 && skewMs(lb2)).toBe(601.5625);
  expect(lb2 && masterDownMs(lb2)).toBe(3601.5625);
});

test("the prediction subtracts the time since the last advert", () => {
  const prediction = predictTakeover(promiseOfCourse(), {
    owner: "lb1",
    sinceAdvertMs: 400,
    resolutionMs: 1,
  });
  expect(prediction).toEqual({
    ...{ outageMs: 3201.5625, rangeMs: [3199.5625, 3302.5625], successor: "lb2" },
    ...{ priority: 102, advertMs: 1000, skewMs: 601.5625, sinceAdvertMs: 400 },
  });
});

test("version 3 waits by the interval of the master that fell silent, skew included", () => {
  const course = promiseOfCourse();
  const balancers = course.balancers.map((balancer, index) => ({
    ...balancer,
    ...{ version: 3 as const, advertMs: index === 0 ? 100 : 5000 },
  }));
  // 3 × 0.1 s + (256 − 102) / 256 × 0.1 s (RFC 9568 §6.1)
  const prediction = predictTakeover(
    { ...course, balancers },
    { owner: "lb1", sinceAdvertMs: 0, resolutionMs: 1 },
  );
  expect(prediction).toMatchObject({ outageMs: 360.15625, advertMs: 100, skewMs: 60.15625 });
});

test("without a captured advert the prediction spans the whole interval", () => {
  const prediction = predictTakeover(promiseOfCourse(), {
    owner: "lb1",
    sinceAdvertMs: null,
    resolutionMs: 1,
  });
  expect(prediction?.rangeMs).toEqual([2599.5625, 3702.5625]);
});

test("among equal priorities the higher address is the rightful owner", () => {
  const equal = promiseOfCourse().balancers.map((balancer) => ({ ...balancer, priority: 100 }));
  expect(rightfulOwner(equal)?.node).toBe("lb2");
});

test("nobody to take over, nothing to predict", () => {
  const alone = { ...promiseOfCourse(), balancers: promiseOfCourse().balancers.slice(0, 1) };
  expect(predictTakeover(alone, { owner: "lb1", sinceAdvertMs: 0, resolutionMs: 1 })).toBeUndefined();
});

test("a failback is expected only from an owner that preempts", () => {
  const course = promiseOfCourse();
  expect(failbackWithinMs(course, "lb2")).toBe(3000 + 2000 + 3000 + 597.65625 + 1000);
  expect(failbackWithinMs(course, "lb1")).toBeUndefined();
  const lazy = {
    ...course,
    balancers: course.balancers.map((balancer) => ({ ...balancer, preempts: false })),
  };
  expect(failbackWithinMs(lazy, "lb2")).toBeUndefined();
});
