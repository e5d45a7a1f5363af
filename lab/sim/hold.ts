import type { SimNode } from "./node.ts";

/** A node had an address, on an interface that could be reached, from … to … */
export interface Hold {
  readonly node: string;
  readonly address: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of a cut: holders on different sides do not meet. */
  readonly side: number;
}

interface OpenHold extends Omit<Hold, "toMs"> {}

/** Writes down who had which address when. */
export class HoldBook {
  readonly #now: () => number;
  readonly #open = new Map<SimNode, readonly OpenHold[]>();
  readonly #closed: Hold[] = [];

  readonly #forgetful: boolean;

  /** `forgetful`: keeps only what is held now, however long the world lasts. */
  constructor(now: () => number, forgetful: boolean) {
    this.#now = now;
    this.#forgetful = forgetful;
  }

  holds(node: SimNode, address: string): boolean {
    return (this.#open.get(node) ?? []).some((hold) => hold.address === address);
  }

  /** Something of the node has changed. */
  look(node: SimNode): void {
    const fromMs = this.#now();
    const before = this.#open.get(node) ?? [];
    const present = reachable(node);
    const same = (one: Pick<Hold, "address" | "side">) => (other: Pick<Hold, "address" | "side">) =>
      one.address === other.address && one.side === other.side;
    const ended = before.filter((hold) => !present.some(same(hold)));
    for (const hold of ended)
      if (hold.fromMs < fromMs && !this.#forgetful) this.#closed.push({ ...hold, toMs: fromMs });
    const begun = present.filter((each) => !before.some(same(each)));
    if (ended.length + begun.length === 0) return;
    const kept = before.filter((hold) => !ended.includes(hold));
    this.#open.set(node, [...kept, ...begun.map((each) => ({ ...each, node: node.name, fromMs }))]);
  }

  until(toMs: number): readonly Hold[] {
    const open = [...this.#open.values()].flat().map((hold) => ({ ...hold, toMs }));
    return [...this.#closed, ...open].toSorted((a, b) => a.fromMs - b.fromMs);
  }
}

function reachable({ interfaces }: SimNode): readonly Pick<Hold, "address" | "side">[] {
  return [...interfaces.values()].flatMap((each) =>
    each.carries && each.host.opens()
      ? [...each.virtual].map((address) => ({ address, side: each.side }))
      : [],
  );
}
