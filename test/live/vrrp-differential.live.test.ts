import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeLive } from "./live.ts";
import { type Maker, VrrpNet, type VrrpNode, virtualAddress } from "./vrrp-net.ts";
import type { VrrpTestDaemon } from "./vrrp-test-daemon.ts";

/** What a node's daemon said and did: its states as logged, its calls of the notify script as the script saw them. */
interface Told {
  readonly states: readonly string[];
  readonly calls: readonly string[];
  /** The same of notify_master and its kin. */
  readonly stateCalls: readonly string[];
}

/** The same files and the same faults for a pair of ours and a pair of real ones. */
interface Story {
  readonly name: string;
  readonly files: readonly [strong: string, weak: string];
  readonly faults: readonly ((stage: Stage) => Promise<unknown>)[];
  /** Why ours differ, and in what; absent: in nothing. */
  readonly differs?: { readonly because: string; readonly node: 0 | 1; readonly told: Told };
}

class Stage implements AsyncDisposable {
  readonly net: VrrpNet;
  readonly maker: Maker;
  readonly #story: Story;
  readonly #daemons: VrrpTestDaemon[][] = [[], []];

  private constructor(net: VrrpNet, maker: Maker, story: Story) {
    this.net = net;
    this.maker = maker;
    this.#story = story;
  }

  static async open(maker: Maker, story: Story): Promise<Stage> {
    const net = await VrrpNet.create(2);
    await Promise.all(net.nodes.map((node) => node.run("sh", "-c", prepare)));
    return new Stage(net, maker, story);
  }

  node(index: 0 | 1): VrrpNode {
    const node = this.net.nodes[index];
    if (node === undefined) throw new Error("two nodes are needed");
    return node;
  }

  async start(index: 0 | 1): Promise<void> {
    const file = this.#story.files[index];
    await this.node(index).run("sh", "-c", `cat >/run/own.conf <<'EOF'\n${file}EOF`);
    const daemon = this.node(index).start(this.maker, "include /run/own.conf\n");
    this.#daemons[index]?.push(daemon);
    await daemon.line("Entering ");
  }

  async end(index: 0 | 1): Promise<void> {
    await this.#daemons[index]?.at(-1)?.end("SIGTERM");
  }

  /** Until nothing has been told for a while: longer than any timer of these files. */
  async settle(): Promise<void> {
    let last = "";
    for (let quiet = 0; quiet < 8; quiet += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      const now = JSON.stringify(await this.told());
      if (now !== last) quiet = 0;
      last = now;
    }
  }

  async told(): Promise<readonly Told[]> {
    return Promise.all(
      ([0, 1] as const).map(async (index) => {
        const log = this.#daemons[index]?.map((daemon) => daemon.log).join("") ?? "";
        const states = [...log.matchAll(/\((\w+)\) Entering (\w+) STATE/g)].map(
          ([, name, state]) => `${name} ${state}`,
        );
        const { output } = await this.node(index).run("sh", "-c", "cat /run/told 2>/dev/null");
        const calls = output.split("\n").filter((line) => line !== "");
        // Both scripts of a state start at once.
        const isAny = (line: string) => line.startsWith("any ");
        return { states, calls: calls.filter(isAny), stateCalls: calls.filter((line) => !isAny(line)) };
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.net[Symbol.asyncDispose]();
  }
}

const prepare = `printf '#!/bin/sh\\necho "$*" >>/run/told\\n' >/run/notify && chmod 755 /run/notify && touch /run/alive`;
const notify =
  'notify "/run/notify any"\n    notify_master "/run/notify master"\n    notify_backup "/run/notify backup"\n    notify_fault "/run/notify fault"';

function file(priority: number, lines = "", head = ""): string {
  return `global_defs {
    enable_script_security
    script_user root
}
${head}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    version 3
    advert_int 0.25
    ${notify}
    ${lines}
    virtual_ipaddress {
        ${virtualAddress}/24
    }
}
`;
}

const alive = (weight: string) =>
  `vrrp_script alive {\n script "/usr/bin/test -e /run/alive"\n interval 1\n ${weight}\n}`;
const tracked = "track_script {\n alive\n }";
const shell = (index: 0 | 1, command: string) => (stage: Stage) => stage.node(index).run("sh", "-c", command);
const start = (index: 0 | 1) => (stage: Stage) => stage.start(index);
const end = (index: 0 | 1) => (stage: Stage) => stage.end(index);

/** What the weak one tells when it enters these states. */
function toldBy(...states: readonly string[]): Told {
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
  {
    name: "a file is read again with another priority",
    files: [file(200), file(100)],
    faults: [
      start(1),
      start(0),
      shell(0, "sed -i 's/priority 200/priority 50/' /run/own.conf && kill -HUP $(cat /run/keepalived.pid)"),
    ],
  },
];

/** A story once: what each node told. */
async function play(maker: Maker, story: Story): Promise<readonly Told[]> {
  await using stage = await Stage.open(maker, story);
  for (const fault of story.faults) {
    await fault(stage);
    await stage.settle();
  }
  return await stage.told();
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
      test.each(stories)("$name", ({ name, differs }) => {
        const [ours, real] = (["ours", "real"] as const).map((maker) => {
          const outcome = played[maker]?.[name];
          if (outcome?.status !== "fulfilled") throw outcome?.reason ?? new Error("not played");
          return outcome.value;
        });
        const expected = real?.map((told, index) => (index === differs?.node ? differs.told : told));
        expect(real?.[0]?.calls.length).toBeGreaterThan(0);
        expect(ours, differs?.because).toEqual(expected);
      });
    });
  },
  { stack: "keepalived-haproxy" },
);
