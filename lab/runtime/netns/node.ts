import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Duplex, Readable } from "node:stream";
import { connect } from "../../wire/connect.ts";
import type { IpBatch } from "../../wire/ip-batch.ts";
import { type Cable, unplugLines } from "../../wire/switch-command.ts";
import { LabNode } from "../lab-node.ts";
import type { NodeEntry, NodePlan, NodeProcess, StartedNode } from "../runtime.ts";
import { entryArgv } from "./entry.ts";
import { identify, type ProcessIdentity, signalTo } from "./identity.ts";
import type { LabRoot } from "./lab-root.ts";
import { enterLab, namespaceFlags } from "./namespace.ts";
import { spawnInside } from "./spawn-inside.ts";
import type { NodeTree } from "./tree.ts";
import { compiledEnvironment, nodePath, reaper } from "./tree-command.ts";

const script = new URL("./node-init.sh", import.meta.url);

/** What a node needs of its lab. */
export interface NodeSite {
  readonly root: LabRoot;
  readonly switch: IpBatch;
  readonly cables: readonly Cable[];
  readonly tree: NodeTree;
}

/** One life of a node: from `unshare` to the end of its last process. */
interface Life {
  readonly wrapper: ChildProcess;
  readonly ended: Promise<void>;
  /** The node's first process, as this machine sees it; undefined when it had ended before it was known. */
  readonly init: ProcessIdentity | undefined;
}

export class NetnsNode extends LabNode<Life> implements StartedNode {
  readonly #site: NodeSite;

  constructor(plan: NodePlan, site: NodeSite) {
    super(plan);
    this.#site = site;
  }

  async start(): Promise<void> {
    this.mustNotRun();
    // A node that ended by itself may have left its ports for the kernel to remove.
    await this.#unplug();
    const { wrapper, ended, lines, complaint } = await this.#launch();
    try {
      const pid = Number(await expectLine(lines, complaint));
      this.life = { wrapper, ended, init: await identify(pid) };
      void ended.then(() => this.#forget(wrapper));
      await connect(this.#site.switch, pid, this.#site.cables);
      if ((await expectLine(lines, complaint)) !== "ready") throw new Error(`${this.name} is not ready`);
      (wrapper.stdio[3] as Duplex).end("go\n");
    } catch (cause) {
      await this.kill();
      // What the node itself said is the reason; that its cables found nobody is only the consequence.
      throw complaint() === "" ? cause : new Error(complaint(), { cause });
    }
  }

  async kill(): Promise<void> {
    const life = this.life;
    if (life === undefined) return;
    // The kernel ends every process of the namespace before `unshare` and `nsenter` see their child end.
    if (life.init !== undefined) await signalTo(life.init, "SIGKILL");
    // The kernel lives on, as below a container: it still says on the wire which connections the dead have closed.
    await life.ended;
    await this.#unplug();
  }

  async cable(state: "cut" | "plugged"): Promise<void> {
    this.mustRun();
    const change = state === "cut" ? "down" : "up";
    await this.#site.switch.run(this.#site.cables.map(({ port }) => `link set ${port} ${change}`));
  }

  spawn(argv: readonly string[]): Promise<NodeProcess> {
    const init = this.life?.init;
    if (init === undefined) return Promise.reject(new Error(`${this.name} is not running`));
    return spawnInside(init.pid, argv, this.#environment());
  }

  entry(argv: readonly string[]): NodeEntry {
    const init = this.life?.init;
    if (init === undefined) throw new Error(`${this.name} is not running`);
    return { argv: entryArgv(init.pid, argv), environment: this.#environment() };
  }

  async #launch() {
    const { root, tree } = this.#site;
    const init = [
      "sh",
      "-c",
      await readFile(script, "utf8"),
      "bascule-node",
      tree.fstab,
      tree.root,
      this.name,
      reaper,
    ];
    const argv = [...enterLab(root.pid), "unshare", ...namespaceFlags, ...init, ...this.plan.command];
    const options = { detached: true, env: this.#environment() } as const;
    const wrapper = spawn("nsenter", argv, { ...options, stdio: ["ignore", "pipe", "pipe", "pipe"] });
    const ended = new Promise<void>((resolve) => {
      wrapper.once("exit", () => resolve()).once("error", () => resolve());
    });
    this.output.follow(wrapper.stdout as Readable);
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk;
    };
    wrapper.stderr?.on("data", listen);
    const pipe = wrapper.stdio[3] as Duplex;
    pipe.on("error", () => {}); // the node ended: its wrapper tells
    return {
      wrapper,
      ended,
      lines: createInterface(pipe)[Symbol.asyncIterator](),
      complaint: () => said.trim(),
    };
  }

  /** The ports' other ends go with them, so that a killed node answers nothing from here on. */
  async #unplug(): Promise<void> {
    await this.#site.switch.attempt(this.#site.cables.flatMap(unplugLines));
  }

  #forget(wrapper: ChildProcess): void {
    if (this.life?.wrapper === wrapper) this.life = undefined;
  }

  #environment(): Record<string, string> {
    const { environment } = this.plan;
    const own = environment.PATH;
    const path = own === undefined ? nodePath : `${nodePath}:${own}`;
    return { HOME: "/root", LANG: "C.UTF-8", ...compiledEnvironment, ...environment, PATH: path };
  }
}

/** Lines are kept until they are asked for: "ready" may come while the cables are still being plugged. */
async function expectLine(lines: AsyncIterator<string>, complaint: () => string): Promise<string> {
  const line = await lines.next();
  if (line.done) throw new Error(complaint() || "the node ended while it was created");
  return line.value;
}
