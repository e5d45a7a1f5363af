import type { Problem } from "../../base/problem.ts";
import { findingAt, listed, placeOf } from "../place.ts";
import type { PairRule } from "../rule.ts";
import { bothWays, type Couple, couplesOf } from "./couple.ts";

/** Adverts by unicast reach a node only when the other one names it. */
export const unicast: PairRule = {
  name: "pair-unicast",
  find: (pair) => couplesOf(pair).flatMap(bothWays).flatMap(misdirected),
};

function misdirected([own, other]: Couple): readonly Problem[] {
  const peers = own.instance.unicast?.peers.map(({ address }) => address);
  if (peers === undefined) return onlyOne([own, other]);
  const address = addressOf(other);
  if (address === undefined || peers.includes(address)) return [];
  const [at] = listed(own.block, "unicast_peer").map(({ words }) => words[0]);
  return [
    findingAt(own.member, at ?? placeOf(own.block, "unicast_peer"), "ERR_CONFIG_VALUE", {
      severity: "mistake",
      text: {
        fr: `${own.member.node} envoie ses annonces à ${peers.join(", ")}, mais ${other.member.node} est ${address} : il n'entendra rien et prendra l'adresse virtuelle lui aussi.`,
        en: `${own.member.node} sends its adverts to ${peers.join(", ")}, but ${other.member.node} is ${address}: it will hear nothing and take the virtual address too.`,
      },
      ...(at !== undefined && peers.length === 1 ? { instead: address } : {}),
    }),
  ];
}

function addressOf({ instance, member }: Couple[0]): string | undefined {
  if (instance.source !== undefined) return instance.source;
  return member.addressesOf?.(instance.interfaceName)[0]?.split("/")[0];
}

function onlyOne([own, other]: Couple): readonly Problem[] {
  if (other.instance.unicast === undefined) return [];
  return [
    findingAt(own.member, placeOf(own.block, "unicast_peer"), "ERR_CONFIG_VALUE", {
      severity: "mistake",
      text: {
        fr: `${other.member.node} annonce à des unicast_peer et ${own.member.node} en multicast : ils ne s'entendent pas, et les deux prennent l'adresse virtuelle. Nommez ${other.member.node} dans unicast_peer { … } ici aussi.`,
        en: `${other.member.node} sends to unicast_peer and ${own.member.node} to the multicast group: they do not hear each other, and both take the virtual address. Name ${other.member.node} in unicast_peer { … } here too.`,
      },
    }),
  ];
}
