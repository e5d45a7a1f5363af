import { type Address, formatAddress, parseAddress } from "../acl/address.ts";
import type { TableSpec } from "../stick/spec.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

type Shape = Pick<TableSpec, "type" | "length">;

/** The protocol's numbers of the types. */
export const keyNumbers: Readonly<Record<TableSpec["type"], number>> = {
  integer: 2,
  ip: 4,
  ipv6: 5,
  string: 6,
  binary: 7,
};

/** Bytes of a key; of a text one for its end. */
export function keyBytes({ type, length }: Shape): number {
  if (type === "string") return length + 1;
  return type === "binary" ? length : type === "ipv6" ? 16 : 4;
}

export function writeKey(out: ByteWriter, { type }: Shape, key: string): void {
  if (type === "string") out.varint(key.length);
  if (type === "string" || type === "binary") out.text(key);
  else if (type === "integer") out.word(Number(key));
  else writeAddress(out, parseAddress(key), type === "ip" ? 4 : 16);
}

function writeAddress(out: ByteWriter, address: Address | undefined, width: number): void {
  const bits = BigInt(address?.bits ?? 0);
  for (let at = width - 1; at >= 0; at--) out.byte(Number((bits >> BigInt(8 * at)) & 0xffn));
}

/** @param size bytes of the sender's keys */
export function readKey(data: ByteReader, type: TableSpec["type"], size: number): string {
  if (type === "string") return data.text(data.varint());
  if (type === "binary") return data.text(size);
  if (type === "integer") return String(data.word());
  if (type === "ip") return formatAddress({ family: 4, bits: data.word() });
  let bits = 0n;
  for (let count = 0; count < 16; count++) bits = (bits << 8n) | BigInt(data.byte());
  return formatAddress({ family: 6, bits });
}
