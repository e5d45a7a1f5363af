import type { StickTable } from "../stick/table.ts";

/** A table on its way to one peer: what it has still to be told, whether it is there or not. */
export class SharedTable {
  readonly table: StickTable;
  /** Changed since it was told. */
  readonly pending = new Set<string>();
  /** Told, by the number of the message, and not acknowledged. */
  readonly #sent = new Map<number, string>();
  #number = 0;

  constructor(table: StickTable) {
    this.table = table;
  }

  /** The number of the next message, which tells of this key. */
  number(key: string): number {
    this.#number = (this.#number + 1) >>> 0;
    this.#sent.set(this.#number, key);
    return this.#number;
  }

  /** The peer has all up to this number. */
  acknowledged(number: number): void {
    for (const sent of this.#sent.keys()) {
      // Numbers begin anew after 2^32.
      if (((number - sent) | 0) < 0) return;
      this.#sent.delete(sent);
    }
  }

  /** The connection ended: what was not acknowledged is told again. */
  again(): void {
    for (const key of this.#sent.values()) this.pending.add(key);
    this.#sent.clear();
  }
}
