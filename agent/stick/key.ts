import { type Address, formatAddress } from "../acl/address.ts";
import { asText, casts, type Sample } from "../acl/sample.ts";
import type { TableSpec } from "./spec.ts";

/** The key of a sample, as text; undefined where the table cannot hold it. Texts are cut to the table's length. */
export function keyOf(
  sample: Sample,
  { type, length }: Pick<TableSpec, "type" | "length">,
): string | undefined {
  if (type === "string") return asText(sample).slice(0, length) || undefined;
  if (type === "binary") return asText(sample).slice(0, length).padEnd(length, "\0");
  if (type === "integer") {
    const number = casts.number(sample);
    return typeof number === "number" ? String(number >>> 0) : undefined;
  }
  const address = casts.address(sample) as Address | undefined;
  return address && addressKey(address, type);
}

function addressKey(address: Address, type: "ip" | "ipv6"): string | undefined {
  if (type === "ipv6") {
    const bits = address.family === 6 ? address.bits : 0xffff_0000_0000n | BigInt(address.bits);
    return formatAddress({ family: 6, bits });
  }
  if (address.family === 4) return formatAddress(address);
  return address.bits >> 32n === 0xffffn
    ? formatAddress({ family: 4, bits: Number(address.bits & 0xffff_ffffn) })
    : undefined;
}
