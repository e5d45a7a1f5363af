import { parseAddress } from "../acl/address.ts";
import { fieldMembers } from "../acl/fetch/header.ts";
import { parameterValues } from "../acl/fetch/parameter.ts";
import type { RequestView } from "../acl/view.ts";
import type { Balance, HashType, UriBalance } from "../config/haproxy/config.ts";
import { avalanche, hashOf } from "./hash.ts";

/** What a request is known by: 32 bits; undefined where it has no such thing, and then the turn decides. */
export type KeyOf = (view: RequestView) => number | undefined;

/** What `balance` looks at, by its name [T]; algorithms that are not here look at nothing. */
export function keyOf(balance: Balance, type: HashType): KeyOf | undefined {
  if (balance.algorithm === "source") return ({ connection }) => sourceKey(connection.clientAddress, type);
  if (balance.algorithm === "uri") return (view) => hashText(uriPart(view, balance), type);
  if (balance.algorithm === "url_param") {
    const { name, checksPost } = balance;
    return (view) => hashText(parameterValues(view, name, checksPost)[0], type);
  }
  if (balance.algorithm === "hdr") {
    const { name, domainOnly } = balance;
    return ({ head }) => {
      const value = head && fieldMembers(head, name)[0];
      return hashText(domainOnly && value !== undefined ? domainOf(value) : value, type);
    };
  }
  return undefined;
}

function hashText(text: string | undefined, type: HashType): number | undefined {
  return text === undefined ? undefined : hashOf(text, type);
}

/** `use_domain_only`: of `www.example.com` only `example`, the label before the last one. */
function domainOf(host: string): string {
  const labels = host.split(".");
  return labels.length > 1 ? (labels.at(-2) ?? "") : host;
}

/** The address's words of 32 bits, one over the other. */
function sourceKey(text: string, type: HashType): number | undefined {
  const address = parseAddress(text);
  if (!address) return undefined;
  let folded = 0;
  if (address.family === 4) folded = address.bits;
  else
    for (let shift = 0n; shift < 128n; shift += 32n) folded ^= Number((address.bits >> shift) & 0xffff_ffffn);
  return type.avalanche ? avalanche(folded) : folded >>> 0;
}

/** The target without its query (unless `whole`), and no more of it than `depth` and `len` allow. */
function uriPart({ head }: RequestView, balance: UriBalance): string | undefined {
  if (!head) return undefined;
  const { target } = head;
  const scheme = balance.pathOnly ? target.indexOf("://") : -1;
  const start = scheme > 0 ? Math.max(0, target.indexOf("/", scheme + 3)) : 0;
  const limit =
    balance.length === undefined ? target.length : Math.min(target.length, start + balance.length);
  let slashes = 0;
  for (let at = start; at < limit; at++) {
    const character = target[at];
    if (character === "/" && ++slashes > (balance.depth ?? Number.POSITIVE_INFINITY))
      return target.slice(start, at);
    if (character === "?" && !balance.whole) return target.slice(start, at);
  }
  return target.slice(start, limit);
}
