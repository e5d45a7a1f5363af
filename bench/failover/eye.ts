import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { nowMs } from "../../lab/node/clock.ts";
import { eachLine } from "../../lab/observe/line.ts";
import type { LabPlan, NodeProcess, StartedNode } from "../../lab/runtime/runtime.ts";
import type { ProberLine } from "./prober-line.ts";

const program = fileURLToPath(new URL("./prober.ts", import.meta.url));
type Seen = Extract<ProberLine, { kind: "seen" }>;
type Advert = Extract<ProberLine, { kind: "advert" }>;

/** A prober on a node, and what it has told. */
export class Eye implements AsyncDisposable {
  readonly #process: NodeProcess;
  /** The latest advert of each node: CLOCK_MONOTONIC, milliseconds. */
  readonly adverts = new Map<string, { readonly atMs: number; readonly priority: number }>();
  owner: { readonly by: string; readonly atMs: number } = { by: "", atMs: 0 };
  #seen: ((seen: Seen) => void) | undefined;
  readonly #listeners = new Set<(advert: Advert) => void>();
  #complaints = "";

  private constructor(process: NodeProcess) {
    this.#process = process;
    void eachLine(process.stdout, (line) => this.#hear(JSON.parse(line) as ProberLine));
    void eachLine(process.stderr, (line) => {
      this.#complaints += `${line}\n`;
    });
  }

  static async open(node: StartedNode, plan: LabPlan, rates: readonly string[]): Promise<Eye> {
    const names = plan.nodes.flatMap(({ name, links: [link] }) => ["--name", `${link?.mac}=${name}`]);
    return new Eye(await node.spawn(["node", program, ...names, ...rates]));
  }

  #hear(line: ProberLine): void {
    if (line.kind === "owner") this.owner = line;
    if (line.kind === "advert") {
      this.adverts.set(line.by, line);
      for (const listener of this.#listeners) listener(line);
    }
    if (line.kind === "seen") this.#seen?.(line);
  }

  /** Adverts that come soon after one of the same node may be left out. */
  onAdvert(listener: (advert: Advert) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  /** From here on at full rate. */
  async open(): Promise<void> {
    await this.#process.kill("SIGUSR2");
    await wait(200);
  }

  /** All that was seen since `open`. */
  async close(): Promise<Seen> {
    const seen = new Promise<Seen>((resolve) => {
      this.#seen = resolve;
    });
    await this.#process.kill("SIGUSR2");
    return seen;
  }

  /** False when it has not become true in time. */
  async until(reached: (eye: Eye) => boolean, limitMs: number): Promise<boolean> {
    const deadlineMs = nowMs() + limitMs;
    while (!reached(this)) {
      if (nowMs() > deadlineMs) return false;
      if (this.#complaints !== "") throw new Error(this.#complaints);
      await wait(10);
    }
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process.kill("SIGTERM").catch(() => undefined);
    await this.#process.exited;
  }
}
