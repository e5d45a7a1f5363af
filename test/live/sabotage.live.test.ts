import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { readHistory } from "../../lab/history/reader.ts";
import { judgeRun } from "../../lab/report/judge.ts";
import { bascule } from "./bascule.ts";
import { liveTest } from "./live.ts";
import { type Edit, sabotaged } from "./sabotage.ts";

const noBalancer2 = `    <<: *balancer
    hostname: lb2`;
const app2Command = `command: [bascule-app, --name, app2, --port, "8080"]`;
const app3Command = `command: [bascule-app, --name, app3, --port, "8080"]`;
const rival = [
  "keepalived --dont-fork --log-console --use-file /etc/rival/keepalived.conf &",
  "exec bascule-app --name app3 --port 8080",
].join(" ");

/** What is broken, how, which of the six steps must fail, and none other. */
const sabotages: readonly [what: string, step: number, edits: readonly Edit[]][] = [
  [
    "the second balancer is stopped",
    1,
    [
      {
        file: "compose/compose.yaml",
        from: noBalancer2,
        to: `${noBalancer2}\n    command: [sleep, infinity]`,
      },
    ],
  ],
  [
    "both files name another virtual IP",
    2,
    [
      { file: "compose/lb1/keepalived.conf", from: "192.168.1.100/24", to: "192.168.1.110/24" },
      { file: "compose/lb2/keepalived.conf", from: "192.168.1.100/24", to: "192.168.1.110/24" },
    ],
  ],
  [
    "a stranger on the segment uses the same virtual_router_id",
    2,
    [
      {
        file: "compose/compose.yaml",
        from: app3Command,
        to: `command: [sh, -c, "${rival}"]\n    cap_add: [NET_ADMIN, NET_RAW]\n    volumes: ["./rival:/etc/rival:ro"]`,
      },
      {
        file: "compose/rival/keepalived.conf",
        create: `vrrp_instance RIVAL {
          interface eth0
          virtual_router_id 51
          priority 50
          authentication { auth_type PASS
            auth_pass theirs }
          virtual_ipaddress { 192.168.1.150/24 }
        }`,
      },
    ],
  ],
  [
    "app2 fails its health check",
    3,
    [
      {
        file: "compose/compose.yaml",
        from: app2Command,
        to: app2Command.replace('8080"]', '8080", --sick]'),
      },
    ],
  ],
  [
    "the second balancer's keepalived is frozen",
    4,
    [
      {
        file: "scenario.yaml",
        from: "trial:\n",
        to: "before:\n  - fault: { kind: freeze, target: lb2, process: keepalived }\ntrial:\n",
      },
    ],
  ],
  [
    "the first balancer does not take its place back",
    5,
    [
      { file: "compose/lb1/keepalived.conf", from: "state MASTER", to: "state BACKUP\n    nopreempt" },
      { file: "compose/lb2/keepalived.conf", from: "state BACKUP", to: "state BACKUP\n    nopreempt" },
    ],
  ],
];

/** Waiting in vain takes most of the time here; a takeover needs 3.6 s, a return 4.3 s. */
const impatience: readonly Edit[] = [
  { file: "scenario.yaml", from: "event: takeover, timeout: 10s", to: "event: takeover, timeout: 6s" },
  { file: "scenario.yaml", from: "event: failback, timeout: 15s", to: "event: failback, timeout: 9s" },
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-sabotage-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The six steps as they were judged, in order. */
async function judged(name: string, edits: readonly Edit[]) {
  const place = join(folder, name.replaceAll(/\W/g, "-"));
  const results = join(place, "results");
  const { code, stderr } = await bascule([
    "run",
    await sabotaged(place, [...impatience, ...edits]),
    "--runtime",
    "netns",
    "--results",
    results,
  ]);
  const run = (await readdir(results).catch(() => [])).sort().at(-1); // of a second attempt, too
  if (run === undefined) throw new Error(`no results, exit code ${code}: ${stderr}`);
  const { steps } = judgeRun(await readHistory(join(results, run, "history.jsonl")));
  return {
    steps,
    explained: [stderr, ...steps.map(({ verdict, evidence }) => `${verdict}: ${evidence.en}`)].join("\n"),
  };
}

for (const [what, step, edits] of sabotages) {
  liveTest(`when ${what}, step ${step} fails and no other`, async () => {
    const { steps, explained } = await judged(what, edits);
    expect(steps).toHaveLength(6);
    const failed = steps.filter(({ verdict }) => verdict === "fail").map(({ number }) => number);
    expect(failed, explained).toEqual([step]);
  });
}
