import { type Column, columnsOf, dataTypes, type StoredData } from "../stick/data.ts";
import type { KeyType } from "../stick/spec.ts";
import type { Entry, StickTable } from "../stick/table.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import type { DictionaryReader, DictionaryWriter } from "./dictionary.ts";
import { keyBytes, keyNumbers } from "./key-codec.ts";

/** A table as its sender describes it. */
export interface Definition {
  readonly id: number;
  readonly name: string;
  /** Undefined: a type that is not known here. */
  readonly type: KeyType | undefined;
  readonly keyBytes: number;
  readonly columns: readonly Column[];
}

/** The peers know a table of theirs without the section's name: `/t1`. */
export function wireName({ name, peers }: StickTable["spec"]): string {
  return name.startsWith(`${peers}/`) ? name.slice(peers?.length) : name;
}

/**
 * `id name-length name key-type key-size data-types expire`, then for every array `type elements [period]`, and for
 * every other rate `type period`.
 */
export function writeDefinition(out: ByteWriter, id: number, { spec }: StickTable): void {
  const name = wireName(spec);
  out.varint(id);
  out.varint(name.length);
  out.text(name);
  out.varint(keyNumbers[spec.type]);
  out.varint(keyBytes(spec));
  const stored = [...dataTypes.entries()].flatMap(([number, row]) => {
    const data = spec.stored.find((one) => one.name === row.name);
    return data ? [{ number, row, data }] : [];
  });
  out.varint(stored.reduce((bits, { number }) => bits + 2 ** number, 0));
  out.varint(spec.expireMs ?? 0);
  for (const { number, row, data } of stored) {
    if (!row.array && row.kind !== "rate") continue;
    out.varint(number);
    if (row.array) out.varint(data.count ?? 1);
    if (row.kind === "rate") out.varint(data.periodMs ?? 1);
  }
}

export function readDefinition(data: ByteReader): Definition {
  const id = data.varint();
  const name = data.text(data.varint());
  const number = data.varint();
  const size = data.varint();
  const bits = data.varint();
  data.varint();
  const stored: StoredData[] = [];
  for (const [at, { name: type, kind, array }] of dataTypes.entries()) {
    if (Math.floor(bits / 2 ** at) % 2 === 0) continue;
    if (array || kind === "rate") data.varint();
    // More elements than the language allows are no table.
    const count = array ? data.varint() : undefined;
    if (count !== undefined && count > 100) data.bad = true;
    const periodMs = kind === "rate" ? data.varint() : undefined;
    stored.push({
      name: type,
      ...(count === undefined ? {} : { count: Math.min(count, 100) }),
      ...(periodMs === undefined ? {} : { periodMs }),
    });
  }
  const [type] = Object.entries(keyNumbers).find(([, known]) => known === number) ?? [];
  return { id, name, type: type as KeyType | undefined, keyBytes: size, columns: columnsOf(stored) };
}

/** What is kept of an entry, column for column. A rate is `elapsed current previous`. */
export function writeData(
  out: ByteWriter,
  { columns }: StickTable,
  entry: Entry,
  { nowMs, names }: { readonly nowMs: number; readonly names: DictionaryWriter },
): void {
  for (const { kind, at } of columns) {
    if (kind === "text") names.write(out, entry.serverKey);
    else if (kind === "rate") {
      out.varint(Math.min(0xffff_ffff, Math.max(0, Math.floor(nowMs - (entry.row[at] ?? 0)))));
      out.varint(entry.row[at + 1] ?? 0);
      out.varint(entry.row[at + 2] ?? 0);
    } else out.varint(entry.row[at] ?? 0);
  }
}

/** The same into an entry of ours; `undefined`: it is not wanted, and only read. */
export function readData(
  data: ByteReader,
  columns: readonly Column[],
  target: { readonly table: StickTable; readonly entry: Entry } | undefined,
  { nowMs, names }: { readonly nowMs: number; readonly names: DictionaryReader },
): void {
  for (const { name, kind, periodMs } of columns) {
    const own = target?.table.column(name);
    const fits = own?.kind === kind && own.periodMs === periodMs;
    if (kind === "text") {
      const value = names.read(data);
      if (fits && target && value !== undefined) target.entry.serverKey = value;
    } else if (kind === "rate") {
      const parts = [nowMs - data.varint(), data.varint(), data.varint()];
      if (fits && own) target?.entry.row.splice(own.at, parts.length, ...parts);
    } else {
      const value = data.varint();
      // Sessions under way are counted by each for itself.
      if (fits && own && target && kind !== "level") target.entry.row[own.at] = value;
    }
  }
}
