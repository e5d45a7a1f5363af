import type { Fault } from "../fault.ts";
import type { SimNode } from "../node.ts";
import type { SimWorld } from "../world.ts";
import { type Bounds, boundsOf } from "./bound.ts";
import { holds, interfaceOf, Roster, sideOf } from "./roster.ts";
import { type Setup, soakVip } from "./setup.ts";

export type InvariantName =
  | "one-owner"
  | "right-owner"
  | "stays"
  | "no-storm"
  | "no-stale-promotion"
  | "silent-yield";

export interface Violation {
  readonly invariant: InvariantName;
  readonly atMs: number;
  readonly detail: string;
}

/** Per advert interval, of all routers together: a master's own and its answers to losing adverts (at most ten). */
const stormFactor = 14;

/** After these an advert may not have arrived that was sent before. */
const changesReach: ReadonlySet<Fault["kind"]> = new Set([
  "partition",
  "join",
  "link-down",
  "link-up",
  "network",
]);

/** Watches a random world, and remembers the first thing that must not be. */
export class Referee {
  violation: Violation | undefined;
  readonly #setup: Setup;
  readonly #world: SimWorld;
  readonly #roster: Roster;
  readonly #bounds: Bounds;
  readonly #fastestMs: number;
  #disturbedMs = 0;
  /** The network has been as it is since then: who reaches whom. */
  #reachSinceMs = 0;
  /** Since the right owner was confirmed; nothing may change until the next disturbance. */
  #stable = false;
  #sentSinceMs = 0;
  #sent = 0;
  /** Routers that have woken as masters while another one was, and have not yet yielded. */
  readonly #mustYield = new Set<string>();
  /** Routers that have woken as backups behind a better master, with the daemon that has. */
  readonly #mustListen = new Map<string, object>();

  constructor(setup: Setup, world: SimWorld) {
    this.#setup = setup;
    this.#world = world;
    this.#roster = new Roster(setup, world);
    this.#bounds = boundsOf(setup);
    this.#fastestMs = Math.min(...setup.routers.map(({ advertMs }) => advertMs));
    world.watcher = {
      address: (node, _, address, action) => address === soakVip && this.#moved(node, action),
      sent: (node) => this.#heard(node),
    };
    this.#plan();
  }

  /** A fault has just been struck, or healed. */
  disturbed(fault: Fault): void {
    this.#disturbedMs = this.#world.nowMs;
    this.#stable = false;
    this.#mustYield.clear();
    this.#mustListen.clear();
    if (changesReach.has(fault.kind)) this.#reachSinceMs = this.#world.nowMs;
    if (fault.kind === "thaw" || fault.kind === "resume") this.#woken(fault.node);
    this.#plan();
  }

  /** Unless something is disturbed before. */
  #later(afterMs: number, look: () => void): void {
    const atMs = this.#disturbedMs;
    this.#world.timeline.at(this.#world.nowMs + afterMs, () => {
      if (atMs === this.#disturbedMs && this.#world.timing.loss === 0) look();
    });
  }

  #plan(): void {
    this.#later(this.#bounds.oneMs, () => this.#eachSide((side) => this.#oneOwner(side)));
    this.#later(this.#bounds.rightMs, () => {
      this.#eachSide((side) => {
        this.#oneOwner(side);
        this.#rightOwner(side);
      });
      this.#stable = true;
    });
  }

  /** The nodes that can be reached, by side of the cut. */
  #eachSide(judge: (side: readonly SimNode[]) => void): void {
    const reachable = this.#roster.routers.filter((node) => interfaceOf(node)?.carries === true);
    const sides = Map.groupBy(reachable, (node) => sideOf(node));
    for (const side of sides.values()) judge(side);
  }

  /** Exactly one where anybody takes part; of those who do not (asleep, in FAULT, without a daemon) nobody answers. */
  #oneOwner(side: readonly SimNode[], again = true): void {
    const owners = side.filter((node) => holds(node));
    const wanted = side.some((node) => this.#roster.takesPart(node)) ? 1 : 0;
    if (owners.length === wanted) return;
    if (owners.length === 2 && again) {
      // One of them may be taking over just now: the other one yields when it hears of it.
      this.#later(this.#bounds.yieldMs, () => this.#oneOwner(side, false));
      return;
    }
    const names = owners.map(({ name }) => name).join(" and ") || "nobody";
    this.#violate("one-owner", `${names} of ${side.map(({ name }) => name).join(", ")} owns the address`);
  }

  #rightOwner(side: readonly SimNode[]): void {
    const [owner] = side.filter((node) => holds(node));
    if (owner === undefined) return;
    const better = side.find((node) => {
      if (!this.#roster.takesPart(node)) return false;
      const { nopreempt } = this.#roster.setupOf(node);
      return !nopreempt && this.#roster.priority(node) > this.#roster.priority(owner);
    });
    if (better === undefined) return;
    const detail = `${owner.name} (${this.#roster.priority(owner)}) owns the address, ${better.name} (${this.#roster.priority(better)}) is there`;
    this.#violate("right-owner", detail);
  }

  #moved(node: SimNode, action: "add" | "remove"): void {
    if (this.#stable) this.#violate("stays", `${node.name}: ${action} while nothing happens`);
    if (action === "remove") this.#mustYield.delete(node.name);
    else if (node.keepalived !== undefined && this.#mustListen.get(node.name) === node.keepalived)
      this.#violate(
        "no-stale-promotion",
        `${node.name} has woken and takes over from a better master that is there`,
      );
  }

  #heard(node: SimNode): void {
    const { nowMs } = this.#world;
    if (this.#mustYield.has(node.name))
      this.#violate("silent-yield", `${node.name} has woken and sends an advert although another is master`);
    if (nowMs - this.#sentSinceMs > this.#fastestMs) {
      this.#sentSinceMs = nowMs;
      this.#sent = 0;
    }
    this.#sent += 1;
    if (this.#sent > stormFactor * this.#setup.routers.length)
      this.#violate("no-storm", `${this.#sent} adverts within ${this.#fastestMs} ms`);
  }

  /** Called when it runs again, before it has done anything. */
  #woken(name: string): void {
    const node = this.#world.node(name);
    if (this.#world.timing.loss > 0 || node.keepalived === undefined) return;
    const others = this.#roster.routers.filter(
      (other) =>
        other !== node && this.#roster.takesPart(other) && sideOf(other) === sideOf(node) && holds(other),
    );
    // It has been heard since it took over, and through the network as it is: its adverts wait in the socket.
    const heardMs = 2 * this.#roster.slowestMs;
    if (this.#world.nowMs - this.#reachSinceMs <= heardMs) return;
    const settled = others.filter((other) => this.#roster.ownedForMs(other) > heardMs);
    if (settled.length !== 1 || this.#roster.sleptMs(node) < 1000) return;
    const [master] = settled as [SimNode];
    if (holds(node)) this.#mustYield.add(name);
    else if (
      wasListening(node) &&
      this.#roster.extreme(master, Math.min) > this.#roster.extreme(node, Math.max)
    )
      this.#mustListen.set(name, node.keepalived);
  }

  #violate(invariant: InvariantName, detail: string): void {
    this.violation ??= { invariant, atMs: this.#world.nowMs, detail };
  }
}

/** Not without a link, say: then nothing waits in its socket, and it begins anew. */
function wasListening({ keepalived }: SimNode): boolean {
  return keepalived?.drivers.every(({ state }) => state.role.kind === "backup") ?? false;
}
