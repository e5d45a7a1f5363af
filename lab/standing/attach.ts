import { spawn } from "node:child_process";
import { PassThrough, type Readable } from "node:stream";
import { endOf } from "../runtime/docker/end.ts";
import type { NodePlan, NodeProcess, StartedLab, StartedNode } from "../runtime/runtime.ts";
import { stacks } from "../stack/index.ts";
import { labPlan } from "../topology/plan.ts";
import { readTopology } from "../topology/read.ts";
import { askLab, type LivePlace } from "./choose.ts";
import { enterNode } from "./enter.ts";
import { followLogs } from "./log.ts";
import { withWorkFolder } from "./work-topology.ts";

/**
 * A standing lab for a process that is not its keeper, to run programs in its nodes, kill and start them. Disposing of
 * it ends what was started through it; the lab stands on.
 * @throws LabError ERR_STANDING_LOST, or what is wrong with the topology's file by now
 */
export async function attachLab(place: LivePlace): Promise<StartedLab> {
  const { topologyFile, workFolder, stack, runtime } = place.record;
  const topology = withWorkFolder(await readTopology(topologyFile), workFolder);
  const plan = labPlan(topology, stacks[stack], "000000"); // its resources carry another id, which nobody here needs
  const reply = await askLab(place, { ask: "status" });
  if (reply.reply !== "status") throw new Error(`the keeper answered ${reply.reply}`);
  const over = new AbortController();
  const started = new Set<NodeProcess>();
  const running = new Set(reply.status.nodes.flatMap(({ name, state }) => (state === "running" ? name : [])));
  const site = { place, running, started, signal: over.signal };
  const nodes = plan.nodes.map((node) => [node.name, new AttachedNode(node, site)] as const);
  return {
    id: `${runtime}-${place.name}`,
    nodes: new Map(nodes),
    ended: new Promise(() => {}), // the keeper's to tell: what is asked of a lab that has ended is refused
    async [Symbol.asyncDispose]() {
      over.abort();
      await Promise.all([...started].map((process) => process.kill("SIGTERM").then(() => process.exited)));
    },
  };
}

interface AttachedSite {
  readonly place: LivePlace;
  /** As far as this process knows. */
  readonly running: Set<string>;
  readonly started: Set<NodeProcess>;
  readonly signal: AbortSignal;
}

class AttachedNode implements StartedNode {
  readonly plan: NodePlan;
  readonly #site: AttachedSite;
  #output: PassThrough | undefined;

  constructor(plan: NodePlan, site: AttachedSite) {
    this.plan = plan;
    this.#site = site;
  }

  get name(): string {
    return this.plan.name;
  }

  /** What the main process has printed since the lab stands, and what it prints from now on. */
  get output(): Readable {
    if (this.#output !== undefined) return this.#output;
    const output = new PassThrough();
    const { place, signal } = this.#site;
    const print = (_: string, line: string) => void output.write(`${line}\n`);
    void followLogs(place, [this.name], { print, signal }).then(
      () => output.end(),
      () => output.end(), // nobody listens any more
    );
    this.#output = output;
    return output;
  }

  running(): boolean {
    return this.#site.running.has(this.name);
  }

  async spawn(argv: readonly string[]): Promise<NodeProcess> {
    const { place, started } = this.#site;
    const entered = await enterNode(place, { node: this.name, argv, environment: {} });
    const [command = "", ...words] = entered.entry.argv;
    const child = spawn(command, words, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: entered.entry.environment,
    });
    const { promise: exited, resolve, reject } = Promise.withResolvers<Awaited<NodeProcess["exited"]>>();
    child.once("error", reject).once("exit", (code, signal) => {
      resolve(signal === null ? endOf(code ?? 0) : { code: null, signal });
    });
    const [stdout, stderr] = [child.stdout.pipe(new PassThrough()), child.stderr.pipe(new PassThrough())];
    const process = { stdout, stderr, exited, kill: async (name: NodeJS.Signals) => entered.signal(name) };
    started.add(process);
    const over = () => {
      started.delete(process);
      entered.over();
    };
    void exited.then(over, over);
    return process;
  }

  async kill(): Promise<void> {
    await askLab(this.#site.place, { ask: "kill", node: this.name });
    this.#site.running.delete(this.name);
  }

  async start(): Promise<void> {
    await askLab(this.#site.place, { ask: "start", node: this.name });
    this.#site.running.add(this.name);
  }
}
