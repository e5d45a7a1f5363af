import { Readable } from "node:stream";
import { LabNode } from "../../runtime/lab-node.ts";
import type { NodePlan, NodeProcess, StartedNode } from "../../runtime/runtime.ts";
import type { AppPlan } from "../../sim/app.ts";
import type { SimBalancer } from "../../sim/balancer.ts";
import type { SimNode } from "../../sim/node.ts";
import type { SimProcess } from "../../sim/process.ts";
import type { SimWorld } from "../../sim/world.ts";

interface SimulatedNodeOptions {
  readonly plan: NodePlan;
  readonly node: SimNode;
  readonly world: SimWorld;
  readonly app: AppPlan | undefined;
  /** Undefined: the node has no HAProxy. */
  readonly startBalancer: () => SimBalancer | undefined;
}

/** A node of the simulator, as steps and faults see it. It knows one program: `killall -SIGNAL NAME`. */
export class SimulatedNode extends LabNode<object> implements StartedNode {
  readonly #options: SimulatedNodeOptions;
  #balancer: SimBalancer | undefined;

  constructor(options: SimulatedNodeOptions) {
    super(options.plan);
    this.#options = options;
  }

  get balancer(): SimBalancer | undefined {
    return this.#balancer;
  }

  /** Its server, while it has power. */
  get app(): AppPlan | undefined {
    return this.running() ? this.#options.app : undefined;
  }

  boot(): void {
    this.mustNotRun();
    const life = {};
    this.life = life;
    const { node, world, startBalancer } = this.#options;
    node.start();
    world.after(world.timing.bootMs, () => {
      if (this.life === life) this.#balancer = startBalancer();
    });
  }

  async start(): Promise<void> {
    this.boot();
  }

  async kill(): Promise<void> {
    this.mustRun();
    this.life = undefined;
    this.#balancer?.process.kill();
    this.#balancer = undefined;
    this.#options.node.cutPower(false);
  }

  async spawn(argv: readonly string[]): Promise<NodeProcess> {
    this.mustRun();
    const [program, signal = "", name = ""] = argv;
    if (program !== "killall") throw new Error(`the simulator has no program ${program}`);
    const found = this.#process(name);
    if (signal === "-STOP") found?.freeze();
    else if (signal === "-CONT") found?.thaw();
    else throw new Error(`the simulator has no signal ${signal}`);
    return ended(found === undefined ? `${name}: no process found\n` : "");
  }

  #process(name: string): Pick<SimProcess, "freeze" | "thaw"> | undefined {
    if (name === "haproxy") return this.#balancer?.process;
    return name === "keepalived" ? this.#options.node.keepalived : undefined;
  }
}

function ended(complaint: string): NodeProcess {
  return {
    stdout: Readable.from([]),
    stderr: Readable.from(complaint === "" ? [] : [complaint]),
    exited: Promise.resolve({ code: complaint === "" ? 0 : 1, signal: null }),
    kill: async () => {},
  };
}
