/** Somebody on a roster keeps his own place there. */
export interface Listed {
  /** The roster's own; −1: on none. */
  place: number;
}

/**
 * Who is here, in no order. A `Set` through which thousands come and go leaves its outgrown tables behind in the old
 * heap, and each holds on to all that came after it until a full collection: half of all connections outlived their end.
 */
export class Roster<One extends Listed> {
  readonly #list: One[] = [];

  get size(): number {
    return this.#list.length;
  }

  add(one: One): void {
    one.place = this.#list.length;
    this.#list.push(one);
  }

  delete(one: One): void {
    const { place } = one;
    if (this.#list[place] !== one) return;
    const last = this.#list.pop();
    one.place = -1;
    if (!last || last === one) return;
    this.#list[place] = last;
    last.place = place;
  }

  /** As it is now: who comes or goes meanwhile does not matter. */
  all(): readonly One[] {
    return [...this.#list];
  }
}
