import { seededRandom } from "../../agent/base/random.ts";
import { type Hold, HoldBook } from "./hold.ts";
import type { SimInterface } from "./interface.ts";
import { type NodePlan, SimNode } from "./node.ts";
import { Segment } from "./segment.ts";
import { Timeline } from "./timeline.ts";
import { lanTiming, type Range, type Timing, within } from "./timing.ts";

export interface WorldPlan {
  readonly nodes: readonly NodePlan[];
  readonly timing?: Timing;
  /** `holds` tells only what is held at the end. */
  readonly forgetful?: boolean;
}

/** Who wants to know what happens while it happens. */
export interface WorldWatcher {
  address?(node: SimNode, at: SimInterface, address: string, action: "add" | "remove"): void;
  said?(node: SimNode, line: string): void;
  /** A daemon sends an advert. */
  sent?(node: SimNode): void;
}

/** Nodes on segments, with one seed for all that is left to chance. The same plan and seed give the same world. */
export class SimWorld {
  readonly timeline = new Timeline();
  readonly random: () => number;
  readonly nodes: ReadonlyMap<string, SimNode>;
  watcher: WorldWatcher = {};
  readonly #segments = new Map<string, Segment>();
  readonly #holds: HoldBook;
  #timing: Timing;

  constructor({ nodes, timing = lanTiming, forgetful = false }: WorldPlan, seed: number) {
    this.random = seededRandom(seed);
    this.#timing = timing;
    this.nodes = new Map(nodes.map((plan) => [plan.name, new SimNode(plan, this)]));
    this.#holds = new HoldBook(() => this.timeline.nowMs, forgetful);
  }

  get nowMs(): number {
    return this.timeline.nowMs;
  }

  get timing(): Timing {
    return this.#timing;
  }

  set timing(timing: Timing) {
    this.#timing = timing;
    for (const segment of this.#segments.values()) segment.timing = timing;
  }

  segment(name: string): Segment {
    const known = this.#segments.get(name);
    if (known !== undefined) return known;
    const segment = new Segment(this.timeline, this.#timing, this.random);
    this.#segments.set(name, segment);
    return segment;
  }

  node(name: string): SimNode {
    const node = this.nodes.get(name);
    if (node === undefined) throw new RangeError(`the simulated world has no node ${name}`);
    return node;
  }

  start(): void {
    for (const node of this.nodes.values()) node.start();
  }

  /** Nodes of the list on one side, all others on the other. */
  cut(names: readonly string[]): void {
    for (const node of this.nodes.values()) {
      for (const each of node.interfaces.values()) each.side = names.includes(node.name) ? 1 : 0;
      this.#holds.look(node);
    }
  }

  /** `enough` ends it early, right after the event that made it true. */
  runTo(untilMs: number, enough?: () => boolean): void {
    this.timeline.runTo(untilMs, enough);
  }

  after(range: Range, run: () => void): Disposable {
    return this.timeline.at(this.nowMs + within(range, this.random), run);
  }

  /** Every node that has the address and can be reached, now. */
  owners(address: string): readonly string[] {
    return [...this.nodes.values()]
      .filter((node) => this.#holds.holds(node, address))
      .map(({ name }) => name);
  }

  /** All that was held so far; what still is ends now. */
  holds(): readonly Hold[] {
    return this.#holds.until(this.nowMs);
  }

  powerChanged(node: SimNode): void {
    this.#holds.look(node);
  }

  addressChanged(node: SimNode, at: SimInterface, address: string, action: "add" | "remove"): void {
    this.#holds.look(node);
    this.watcher.address?.(node, at, address, action);
  }

  sent(node: SimNode): void {
    this.watcher.sent?.(node);
  }

  said(node: SimNode, line: string): void {
    this.watcher.said?.(node, line);
  }
}
