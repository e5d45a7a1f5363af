import { familyOf, parseAddress } from "./family.ts";

/** Whether two addresses of one family are the same in their first `prefixLength` bits. */
export function sameNetwork(one: string, other: string, prefixLength: number): boolean {
  if (familyOf(one) !== familyOf(other)) return false;
  const [a, b] = [parseAddress(one), parseAddress(other)];
  if (a === undefined || b === undefined) return false;
  return a.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, prefixLength - index * 8));
    return byte >> (8 - bits) === (b[index] ?? 0) >> (8 - bits);
  });
}

/** What is behind the first `prefixLength` bits: nothing but zeros, nothing but ones, or an address of a host. */
export function hostPart(address: string, prefixLength: number): "zeros" | "ones" | "host" {
  const bytes = [...(parseAddress(address) ?? [])];
  const rest = bytes.map((byte, index) => {
    const bits = Math.min(8, Math.max(0, (index + 1) * 8 - prefixLength));
    return { value: byte & (2 ** bits - 1), most: 2 ** bits - 1 };
  });
  if (rest.every(({ value }) => value === 0)) return "zeros";
  return rest.every(({ value, most }) => value === most) ? "ones" : "host";
}
