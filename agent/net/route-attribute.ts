import { type Family, families, familyOf, parseAddress } from "../base/family.ts";
import { encodeAttribute } from "./netlink-codec.ts";

/** What messages about routes and those about rules have in common: rtnetlink(7). */
export const requestFlag = {
  request: 0x1,
  ack: 0x4,
  exclusive: 0x200,
  create: 0x400,
  append: 0x800,
} as const;
export const familyNumbers: Readonly<Record<Family, number>> = { 4: 2, 6: 10 };
export const mainTable = 254;

export interface Prefix {
  readonly address: string;
  readonly prefixLength: number;
}

/** The eight bits of the header; a table above 255 stands in its attribute only. */
export function tableByte(table: number): number {
  return table < 256 ? table : 0;
}

/** The attribute where there is a value. */
export function optional<Value>(
  type: number,
  value: Value | undefined,
  encode: (value: Value) => Uint8Array,
): readonly Uint8Array[] {
  return value === undefined ? [] : [encodeAttribute(type, encode(value))];
}

export function bytesOf(address: string): Uint8Array {
  return parseAddress(address) ?? new Uint8Array(families[familyOf(address)].addressBytes);
}

export function text(word: string): Uint8Array {
  return new TextEncoder().encode(`${word}\0`);
}

export function numbers(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

/** One behind the other, each at a multiple of 4. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  const sizes = parts.map(({ length }) => (length + 3) & ~3);
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  let offset = 0;
  for (const [index, part] of parts.entries()) {
    bytes.set(part, offset);
    offset += sizes[index] ?? 0;
  }
  return bytes;
}
