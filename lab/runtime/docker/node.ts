import { type Duplex, PassThrough } from "node:stream";
import type { Container } from "dockerode";
import { toolEnvironment } from "../../wire/tool.ts";
import { LabNode } from "../lab-node.ts";
import type { NodeEntry, NodePlan, NodeProcess, StartedNode } from "../runtime.ts";
import { isSilence, reasonOf, statusOf } from "./engine.ts";
import type { LabEvents } from "./events.ts";
import { type ContainerLife, spawnInContainer } from "./exec.ts";
import { engineLost } from "./lab-error.ts";
import type { LabNetwork } from "./network.ts";

/** What a node needs of its lab. */
export interface NodeSite {
  readonly labId: string;
  readonly container: Container;
  readonly events: LabEvents;
  readonly network: LabNetwork;
}

interface Life extends ContainerLife {
  end(): void;
}

/** The engine's status for a container that is not running. */
const notRunning = 409;

export class DockerNode extends LabNode<Life> implements StartedNode {
  readonly #site: NodeSite;

  constructor(plan: NodePlan, site: NodeSite) {
    super(plan);
    this.#site = site;
  }

  async start(): Promise<void> {
    this.mustNotRun();
    const { container, network } = this.#site;
    // A node that ended by itself may have left its ports for the kernel to remove.
    await network.disconnect?.(this.plan);
    const stream = await this.#attach();
    this.#begin();
    try {
      await container.start();
      if (network.connect !== undefined) await network.connect(this.plan, await this.#pid());
      stream.write("go\n");
    } catch (cause) {
      await this.kill();
      this.#explain(cause);
    }
  }

  async kill(): Promise<void> {
    const life = this.life;
    if (life === undefined) return;
    // Not at the same time: the engine takes a while, and a node that dies must not see its cable cut before.
    await this.#end(life);
    await this.#site.network.disconnect?.(this.plan);
  }

  async spawn(argv: readonly string[]): Promise<NodeProcess> {
    return spawnInContainer(this.mustRun(), argv).catch(this.#explain);
  }

  /** By the engine's own command, which knows about terminals. */
  entry(argv: readonly string[]): NodeEntry {
    this.mustRun();
    const script = '[ -t 0 ] && options=-it || options=-i; exec docker exec "$options" "$@"';
    const host = process.env.DOCKER_HOST;
    const environment = { ...toolEnvironment(), ...(host === undefined ? {} : { DOCKER_HOST: host }) };
    return { argv: ["sh", "-c", script, "sh", this.#site.container.id, ...argv], environment };
  }

  /** Before the container starts, so that nothing of what it prints is lost. */
  async #attach(): Promise<Duplex> {
    const { container } = this.#site;
    const options = { stream: true, hijack: true, stdin: true, stdout: true, stderr: true };
    const stream = await container.attach(options);
    stream.on("error", () => {}); // the engine is gone: the lab's end tells
    const printed = new PassThrough();
    container.modem.demuxStream(stream, printed, printed);
    this.output.follow(printed);
    return stream as Duplex;
  }

  #begin(): void {
    const { container, events } = this.#site;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const life: Life = { container, events, ended, end };
    this.life = life;
    events.onEnd(container.id, () => this.#over(life));
    void events.over.then(() => this.#over(life));
  }

  async #end(life: Life): Promise<void> {
    try {
      await this.#site.container.kill();
    } catch (cause) {
      if (statusOf(cause) !== notRunning) this.#explain(cause);
      this.#over(life); // it ended by itself, or never began
    }
    // The engine answers when every process has ended; its event may come a little later.
    await life.ended;
  }

  /** What the engine refused, with the node's name; or that there is no engine any more. */
  readonly #explain = (cause: unknown): never => {
    if (isSilence(cause)) throw engineLost(this.#site.labId);
    throw new Error(`${this.name}: ${reasonOf(cause)}`, { cause });
  };

  #over(life: Life): void {
    if (this.life === life) this.life = undefined;
    life.end();
  }

  /** Of the node's first process, as this machine sees it. */
  async #pid(): Promise<number> {
    const { State } = await this.#site.container.inspect();
    if (State.Pid > 0) return State.Pid;
    throw new Error("ended as soon as it was started");
  }
}
