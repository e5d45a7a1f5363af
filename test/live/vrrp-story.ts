import { type Maker, VrrpNet, type VrrpNode, virtualAddress } from "./vrrp-net.ts";
import type { VrrpTestDaemon } from "./vrrp-test-daemon.ts";

/** What a node's daemon said and did: its states as logged, its calls of the notify script as the script saw them. */
export interface Told {
  readonly states: readonly string[];
  readonly calls: readonly string[];
  /** The same of notify_master and its kin. */
  readonly stateCalls: readonly string[];
  /** Virtual addresses as they came to an interface (+) and went (-). */
  readonly moves: readonly string[];
}

/** The same files and the same faults for a pair of ours and a pair of real ones. */
export interface Story {
  readonly name: string;
  readonly files: readonly [strong: string, weak: string];
  readonly faults: readonly Fault[];
  /** The original starts the scripts of two states at once. */
  readonly anyOrder?: true;
  /** Why ours differ, and in what; absent: in nothing. */
  readonly differs?: { readonly because: string; readonly node: 0 | 1; readonly told: Omit<Told, "moves"> };
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
      const now = JSON.stringify(this.told());
      if (now !== last) quiet = 0;
      last = now;
    }
  }

  told(): readonly Told[] {
    return ([0, 1] as const).map((index) => {
      const log = this.#daemons[index]?.map((daemon) => daemon.log).join("") ?? "";
      const states = [...log.matchAll(/\((\w+)\) Entering (\w+) STATE/g)];
      const told = this.node(index).read("/run/told");
      const calls = told.split("\n").filter((line) => line !== "");
      // Both scripts of a state start at once.
      const isAny = (line: string) => line.startsWith("any ");
      return {
        states: states.map(([, name, state]) => `${name} ${state}`),
        calls: calls.filter(isAny),
        stateCalls: calls.filter((line) => !isAny(line)),
        moves: this.#moves(index),
      };
    });
  }

  #moves(index: 0 | 1): readonly string[] {
    const inet = /^(Deleted )?\d+: (\S+) +inet (192\.168\.1\.1\d\d\/\d+) /gm;
    return [...this.node(index).read("/run/moves").matchAll(inet)].map(
      ([, gone, device, address]) => `${gone ? "-" : "+"}${address} ${device}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.net[Symbol.asyncDispose]();
  }
}

const prepare = `printf '#!/bin/sh\\necho "$*" >>/run/told\\n' >/run/notify && chmod 755 /run/notify && touch /run/alive
ip -o monitor address >/run/moves 2>&1 &`;
const notify =
  'notify "/run/notify any"\n    notify_master "/run/notify master"\n    notify_backup "/run/notify backup"\n    notify_fault "/run/notify fault"';

export function file(priority: number, lines = "", head = ""): string {
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

export type Fault = (stage: Stage) => Promise<unknown>;

export const shell =
  (index: 0 | 1, command: string): Fault =>
  (stage) =>
    stage.node(index).run("sh", "-c", command);
export const start =
  (index: 0 | 1): Fault =>
  (stage) =>
    stage.start(index);
export const end =
  (index: 0 | 1): Fault =>
  (stage) =>
    stage.end(index);

/** A story once: what each node told. */
export async function play(maker: Maker, story: Story): Promise<readonly Told[]> {
  await using stage = await Stage.open(maker, story);
  for (const fault of story.faults) {
    await fault(stage);
    await stage.settle();
  }
  return stage.told();
}
