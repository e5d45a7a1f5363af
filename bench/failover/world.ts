import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { eachLine } from "../../lab/observe/line.ts";
import { runtimes } from "../../lab/runtime/index.ts";
import type { LabPlan, NodePlan, StartedLab, StartedNode } from "../../lab/runtime/runtime.ts";
import { stacks } from "../../lab/stack/index.ts";
import { Eye } from "./eye.ts";

/** Whose keepalived: Debian's or this repository's. */
export type Maker = "keepalived" | "ours";

export interface WorldPlan {
  /** Of the balancer that has the address, and of the one that takes it. */
  readonly makers: readonly [owner: Maker, successor: Maker];
  /** Folders of this machine that become /etc/keepalived. */
  readonly folders: readonly [owner: string, successor: string];
}

// As for everybody who starts the lab: what Node has compiled once is kept, and daemons start with it.
process.env.NODE_COMPILE_CACHE ||= fileURLToPath(
  new URL("../../node_modules/.cache/bascule", import.meta.url),
);
mkdirSync(process.env.NODE_COMPILE_CACHE, { recursive: true });

const haproxyFolder = fileURLToPath(new URL("../../compose/course/haproxy", import.meta.url));
const addresses = { lb1: "192.168.1.101", lb2: "192.168.1.102", client: "192.168.1.5", third: "192.168.1.6" };
const settleMs = 20_000;

/** Two balancers, a client that asks for the address, and a third node that asks the segment who has it. */
export class World implements AsyncDisposable {
  readonly plan: WorldPlan;
  readonly lb1: StartedNode;
  readonly lb2: StartedNode;
  readonly client: Eye;
  readonly third: Eye;
  readonly #lab: StartedLab;
  #log: string[] = [];

  private constructor(plan: WorldPlan, lab: StartedLab, client: Eye, third: Eye) {
    this.plan = plan;
    this.#lab = lab;
    this.lb1 = nodeOf(lab, "lb1");
    this.lb2 = nodeOf(lab, "lb2");
    this.client = client;
    this.third = third;
  }

  static async create(plan: WorldPlan): Promise<World> {
    const labPlan = planOf(plan);
    const lab = await runtimes.netns.startLab(labPlan);
    const client = await Eye.open(nodeOf(lab, "client"), labPlan, ["--vip-rate", "5000"]);
    const third = await Eye.open(nodeOf(lab, "third"), labPlan, ["--owner-rate", "1000"]);
    const world = new World(plan, lab, client, third);
    await world.startDaemons("lb1");
    await world.settled();
    await world.startDaemons("lb2");
    await world.talk();
    return world;
  }

  async startDaemons(name: "lb1" | "lb2"): Promise<void> {
    await this.startHaproxy(name);
    await this.startKeepalived(name);
  }

  async startHaproxy(name: "lb1" | "lb2"): Promise<void> {
    await this.run(
      name,
      "sh",
      "-c",
      "mkdir -p /run/haproxy && /usr/sbin/haproxy -D -f /etc/haproxy/haproxy.cfg",
    );
  }

  async startKeepalived(name: "lb1" | "lb2"): Promise<void> {
    const daemon = await this[name].spawn([
      "keepalived",
      "-n",
      "-l",
      "-D",
      "-f",
      "/etc/keepalived/keepalived.conf",
    ]);
    const note = (line: string) => {
      this.#log = [...this.#log.slice(-60), `${name}: ${line}`];
    };
    void eachLine(daemon.stdout, note);
    void eachLine(daemon.stderr, note);
  }

  /** As balancers talk to their servers: whoever has never heard of anybody else has no witness for a silence. */
  async talk(): Promise<void> {
    const words = [addresses.client, addresses.third].map((address) => `echo >/dev/udp/${address}/9`);
    for (const name of ["lb1", "lb2"]) await this.run(name, "bash", "-c", words.join("; "));
  }

  async run(name: string, ...argv: readonly string[]): Promise<string> {
    const program = await nodeOf(this.#lab, name).spawn(argv);
    const [output] = await Promise.all([text(program.stdout), program.exited]);
    return output;
  }

  /** How /proc names the network namespace of a node. */
  async namespaceOf(name: string): Promise<string> {
    return (await this.run(name, "readlink", "/proc/self/ns/net")).trim();
  }

  /** Until the first balancer has the address. @throws Error with the daemons' last lines */
  async settled(): Promise<void> {
    if (!(await this.client.until(({ owner }) => owner.by === "lb1", settleMs)))
      throw new Error(`lb1 does not get the address:\n${this.#log.join("\n")}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.client[Symbol.asyncDispose](), this.third[Symbol.asyncDispose]()]);
    await this.#lab[Symbol.asyncDispose]();
  }
}

function planOf({ makers, folders }: WorldPlan): LabPlan {
  const id = randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0");
  const node = (name: keyof typeof addresses, own: Pick<NodePlan, "mounts" | "commands">): NodePlan => ({
    ...{
      name,
      command: ["sleep", "infinity"],
      environment: {},
      capabilities: ["NET_ADMIN", "NET_RAW"],
      ...own,
    },
    links: [
      {
        network: "lan",
        interfaceName: "eth0",
        address: `${addresses[name]}/24`,
        mac: macOf(addresses[name]),
      },
    ],
  });
  const balancer = (name: "lb1" | "lb2", index: 0 | 1) =>
    node(name, {
      mounts: [
        { source: folders[index], target: "/etc/keepalived", readOnly: true },
        { source: haproxyFolder, target: "/etc/haproxy", readOnly: true },
      ],
      commands: stacks[makers[index] === "ours" ? "agent" : "keepalived-haproxy"].commands,
    });
  const bare = { mounts: [], commands: {} };
  const nodes = [balancer("lb1", 0), balancer("lb2", 1), node("client", bare), node("third", bare)];
  return { id, networks: [{ name: "lan", subnet: "192.168.1.0/24" }], nodes };
}

function macOf(address: string): string {
  return ["02", "42", ...address.split(".").map((byte) => Number(byte).toString(16).padStart(2, "0"))].join(
    ":",
  );
}

function nodeOf({ nodes }: StartedLab, name: string): StartedNode {
  const node = nodes.get(name);
  if (node === undefined) throw new Error(`no node ${name}`);
  return node;
}
