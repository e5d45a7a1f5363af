import type { SimNode } from "../node.ts";
import type { SimWorld } from "../world.ts";
import { type RouterSetup, type Setup, soakVip } from "./setup.ts";

/** The routers of a random world as they are now, told from its set-up and its faults alone, not from what the daemons say. */
export class Roster {
  readonly #setup: Setup;
  readonly #world: SimWorld;

  constructor(setup: Setup, world: SimWorld) {
    this.#setup = setup;
    this.#world = world;
  }

  /** Not the gateway. */
  get routers(): readonly SimNode[] {
    return [...this.#world.nodes.values()].filter(({ plan }) => plan.keepalived !== undefined);
  }

  get slowestMs(): number {
    return Math.max(...this.#setup.routers.map(({ advertMs }) => advertMs));
  }

  ownedForMs(node: SimNode): number {
    const hold = this.#world.holds().findLast((each) => each.node === node.name && each.address === soakVip);
    return hold === undefined ? 0 : hold.toMs - hold.fromMs;
  }

  sleptMs(node: SimNode): number {
    return this.#world.nowMs - (node.asleepSinceMs ?? this.#world.nowMs);
  }

  takesPart(node: SimNode): boolean {
    const { keepalived, interfaces } = node;
    if (!node.powered || keepalived === undefined || !keepalived.process.runs) return false;
    const { script } = this.setupOf(node);
    if (script?.weight === 0 && this.#fails(node)) return false;
    return [...interfaces.values()].every(({ linkUp }) => linkUp);
  }

  /** As keepalived.conf(5) has it, counted again here. */
  priority(node: SimNode): number {
    const { priority, script } = this.setupOf(node);
    if (priority === 255 || script === undefined) return priority;
    const counts = script.weight > 0 ? !this.#fails(node) : this.#fails(node);
    return Math.min(254, Math.max(1, priority + (counts ? script.weight : 0)));
  }

  /** Whatever its script may have said of late. */
  extreme(node: SimNode, which: (...priorities: number[]) => number): number {
    const { priority, script } = this.setupOf(node);
    return which(priority, Math.min(254, Math.max(1, priority + (script?.weight ?? 0))));
  }

  #fails(node: SimNode): boolean {
    return (node.scripts.get("check") ?? "succeeds") !== "succeeds";
  }

  setupOf({ name }: SimNode): RouterSetup {
    return this.#setup.routers[Number(name.slice(1)) - 1] as RouterSetup;
  }
}

export function sideOf(node: SimNode): number {
  return interfaceOf(node)?.side ?? 0;
}

export function interfaceOf({ interfaces }: SimNode) {
  return [...interfaces.values()][0];
}

/** It answers for the address. */
export function holds(node: SimNode): boolean {
  return interfaceOf(node)?.answersFor(soakVip) === true;
}
