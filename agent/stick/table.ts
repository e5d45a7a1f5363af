import { type Column, columnsOf } from "./data.ts";
import { addRate, readRate } from "./rate.ts";
import type { TableSpec } from "./spec.ts";

/** One key of a table with what is kept of it; its numbers stand where the table's columns say. */
export interface Entry {
  readonly key: string;
  readonly row: number[];
  /** `server_key`: a server's name or address. */
  serverKey?: string;
  /** Never: infinite. */
  expiresMs: number;
  /** Sessions that count in it: meanwhile it neither expires nor makes room. */
  trackers: number;
}

/**
 * Entries by key, with counters: `stick-table`. Those that were used last stand last, so that the first are the ones
 * that expire first and that make room first. Times are monotonic milliseconds.
 */
export class StickTable {
  readonly spec: TableSpec;
  readonly columns: readonly Column[];
  readonly #byName: ReadonlyMap<string, Column>;
  readonly #entries = new Map<string, Entry>();
  /** Where an entry's change is told, for peers. */
  onChange: ((entry: Entry) => void) | undefined;

  constructor(spec: TableSpec) {
    this.spec = spec;
    this.columns = columnsOf(spec.stored);
    this.#byName = new Map(this.columns.map((column) => [column.name, column]));
  }

  get used(): number {
    return this.#entries.size;
  }

  /** Room for so many more, without anybody making room. */
  get free(): number {
    return Math.max(0, this.spec.size - this.#entries.size);
  }

  column(name: string): Column | undefined {
    return this.#byName.get(name);
  }

  /** The entry of a key; looking does not make it stay longer. */
  find(key: string, nowMs: number): Entry | undefined {
    const entry = this.#entries.get(key);
    if (!entry || entry.trackers > 0 || entry.expiresMs > nowMs) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  /** The same, or a new one; undefined: the table is full, and nobody makes room. */
  take(key: string, nowMs: number): Entry | undefined {
    const found = this.find(key, nowMs);
    if (found) {
      this.touch(found, nowMs);
      return found;
    }
    return this.#make(key, nowMs);
  }

  /** The same for what another machine knows of it: nobody is told. @param leftMs how long it stays; else as long as a new one */
  learn(key: string, nowMs: number, leftMs?: number): Entry | undefined {
    const entry = this.find(key, nowMs) ?? this.#make(key, nowMs);
    if (!entry) return undefined;
    this.#renew(entry, nowMs);
    if (leftMs !== undefined && this.spec.expireMs !== undefined)
      entry.expiresMs = nowMs + Math.min(leftMs, this.spec.expireMs);
    return entry;
  }

  /** It was used, or changed: it stays as long again. */
  touch(entry: Entry, nowMs: number): void {
    this.#renew(entry, nowMs);
    this.onChange?.(entry);
  }

  #renew(entry: Entry, nowMs: number): void {
    this.#setExpiry(entry, nowMs);
    // The one used last is already last where only one client comes.
    this.#entries.delete(entry.key);
    this.#entries.set(entry.key, entry);
  }

  #make(key: string, nowMs: number): Entry | undefined {
    this.sweep(nowMs);
    if (this.#entries.size >= this.spec.size && !this.#makeRoom()) return undefined;
    const width = this.columns.reduce(
      (sum, { kind }) => sum + (kind === "rate" ? 3 : kind === "text" ? 0 : 1),
      0,
    );
    const entry: Entry = { key, row: new Array<number>(width).fill(0), expiresMs: 0, trackers: 0 };
    this.#setExpiry(entry, nowMs);
    this.#entries.set(key, entry);
    return entry;
  }

  remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry && entry.trackers === 0) this.#entries.delete(key);
  }

  /** Those that are there, in no particular order. */
  entries(nowMs: number): readonly Entry[] {
    this.sweep(nowMs);
    // What was learned of others may end before what stands in front of it.
    return [...this.#entries.values()].filter((entry) => entry.trackers > 0 || entry.expiresMs > nowMs);
  }

  /** Lets go of what has expired. */
  sweep(nowMs: number): void {
    for (const entry of this.#entries.values()) {
      if (entry.expiresMs > nowMs) return;
      if (entry.trackers === 0) this.#entries.delete(entry.key);
    }
  }

  /** What a column says of an entry: a number, or the events of its period. */
  read(entry: Entry, { kind, at, periodMs }: Column, nowMs: number): number {
    return kind === "rate" ? readRate(entry.row, at, periodMs, nowMs) : (entry.row[at] ?? 0);
  }

  /** Adds to a column, where the table has it. Counters are 32 bits wide and begin anew. */
  add(entry: Entry, name: string, amount: number, nowMs: number): void {
    const column = this.#byName.get(name);
    if (!column) return;
    const { kind, at, periodMs } = column;
    if (kind === "rate") addRate(entry.row, at, { amount, periodMs, nowMs });
    else if (kind === "level") entry.row[at] = Math.max(0, (entry.row[at] ?? 0) + amount);
    else
      entry.row[at] = wide.has(name) ? (entry.row[at] ?? 0) + amount : ((entry.row[at] ?? 0) + amount) >>> 0;
  }

  /** Sets a column, where the table has it; a rate then counts from now. */
  set(entry: Entry, name: string, value: number, nowMs: number): void {
    const column = this.#byName.get(name);
    if (!column) return;
    const { kind, at } = column;
    if (kind === "rate") entry.row.splice(at, 3, nowMs, value, 0);
    else entry.row[at] = value;
  }

  #setExpiry(entry: Entry, nowMs: number): void {
    const { expireMs } = this.spec;
    entry.expiresMs = expireMs === undefined ? Number.POSITIVE_INFINITY : nowMs + expireMs;
  }

  /** As the original: the oldest go, a 256th part of the table and one more. */
  #makeRoom(): boolean {
    if (this.spec.keepsOld) return false;
    let left = Math.floor(this.spec.size / 256) + 1;
    const before = this.#entries.size;
    for (const entry of this.#entries.values()) {
      if (left === 0) break;
      if (entry.trackers > 0) continue;
      this.#entries.delete(entry.key);
      left--;
    }
    return this.#entries.size < before;
  }
}

/** 64 bits wide. */
const wide: ReadonlySet<string> = new Set(["bytes_in_cnt", "bytes_out_cnt"]);
