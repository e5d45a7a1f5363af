import { type Family, families, familyOf, parseAddress } from "../../base/family.ts";
import type { Prefix } from "../../net/route-attribute.ts";

/** `192.168.1.0/24`, `2001:db8::/32`, an address alone, `default` (and `any`, `all`) of a family; undefined: none of these. */
export function readPrefix(text: string, family: Family = 4): Prefix | undefined {
  const longest = (of: Family) => families[of].addressBytes * 8;
  if (["default", "any", "all"].includes(text))
    return { address: family === 4 ? "0.0.0.0" : "::", prefixLength: 0 };
  const [address = "", length] = text.split("/");
  if (parseAddress(address) === undefined) return undefined;
  const most = longest(familyOf(address));
  const prefixLength = length === undefined ? most : Number(length);
  return /^\d*$/.test(length ?? "") && prefixLength <= most ? { address, prefixLength } : undefined;
}

export function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
}
