import type { Problem } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";
import type { VrrpInstance } from "../../config/keepalived/config.ts";
import { groupOf } from "../../vrrp/family.ts";
import { findingAt, placeOf } from "../place.ts";
import type { PairRule } from "../rule.ts";
import { type Couple, couplesOf } from "./couple.ts";

interface Differing {
  readonly name: string;
  /** Where it is written. */
  readonly keyword: string;
  /** What has to be the same, as it is shown. */
  valueOf(instance: VrrpInstance): string;
  /** What comes of it. */
  readonly consequence: Text;
  /** What to write on the second node, when it is one word. */
  insteadOf?(first: VrrpInstance): string | undefined;
  applies?(couple: Couple): boolean;
}

/** A rule for something that both nodes must say alike. The second file is the one to change. */
function mustAgree(rule: Differing): PairRule {
  return {
    name: rule.name,
    find: (pair) => couplesOf(pair).flatMap((couple) => difference(rule, couple)),
  };
}

function difference(rule: Differing, couple: Couple): readonly Problem[] {
  const [first, second] = couple;
  const [one, other] = [rule.valueOf(first.instance), rule.valueOf(second.instance)];
  if (one === other || rule.applies?.(couple) === false) return [];
  const instead = rule.insteadOf?.(first.instance);
  const at = placeOf(second.block, rule.keyword);
  const isWritten = at !== second.block.words[1];
  return [
    findingAt(second.member, at, "ERR_CONFIG_VALUE", {
      severity: "mistake",
      text: {
        fr: `${second.member.node} dit ${other} et ${first.member.node} ${one} : ${rule.consequence.fr}`,
        en: `${second.member.node} says ${other} and ${first.member.node} ${one}: ${rule.consequence.en}`,
      },
      ...(instead === undefined || !isWritten ? {} : { instead }),
    }),
  ];
}

const deaf: Text = {
  fr: "chacun ignore les annonces de l'autre, et les deux prennent l'adresse virtuelle.",
  en: "each ignores the other's adverts, and both take the virtual address.",
};

const shown = (keyword: string, value: string | number) => `${keyword} ${value}`;

export const routerId = mustAgree({
  name: "pair-router-id",
  keyword: "virtual_router_id",
  valueOf: ({ virtualRouterId }) => shown("virtual_router_id", virtualRouterId),
  consequence: deaf,
  insteadOf: ({ virtualRouterId }) => String(virtualRouterId),
});

export const version = mustAgree({
  name: "pair-version",
  keyword: "version",
  valueOf: ({ version }) => shown("version", version),
  consequence: deaf,
  insteadOf: ({ version }) => String(version),
});

export const group = mustAgree({
  name: "pair-group",
  keyword: "mcast_dst_ip",
  valueOf: (instance) => shown("mcast_dst_ip", groupOf(instance)),
  applies: (couple) =>
    couple.every(
      ({ instance }) => instance.unicast === undefined && instance.family === couple[0].instance.family,
    ),
  consequence: {
    fr: "aucun n'entend les annonces de l'autre, et les deux prennent l'adresse virtuelle.",
    en: "neither hears the other's adverts, and both take the virtual address.",
  },
  insteadOf: (instance) => groupOf(instance),
});

export const advertInterval = mustAgree({
  name: "pair-advert-interval",
  keyword: "advert_int",
  valueOf: ({ advertMs }) => shown("advert_int", advertMs / 1000),
  consequence: {
    fr: "en version 2, un nœud rejette les annonces d'un autre intervalle, et les deux prennent l'adresse ; en version 3 le délai de bascule change avec le maître.",
    en: "in version 2 a node rejects adverts of another interval, and both take the address; in version 3 the time to fail over changes with the master.",
  },
  insteadOf: ({ advertMs }) => String(advertMs / 1000),
});

export const authentication = mustAgree({
  name: "pair-authentication",
  keyword: "authentication",
  valueOf: ({ auth }) =>
    auth === undefined ? "no auth_pass" : `auth_type ${auth.type}, auth_pass "${auth.password}"`,
  consequence: deaf,
});

export const addresses = mustAgree({
  name: "pair-addresses",
  keyword: "virtual_ipaddress",
  valueOf: ({ virtualAddresses }) =>
    virtualAddresses
      .map(({ address }) => address)
      .toSorted()
      .join(" ") || "–",
  // Of none at all the reader of the file speaks.
  applies: (couple) => couple.every(({ instance }) => instance.virtualAddresses.length > 0),
  consequence: {
    fr: "une annonce avec une autre liste d'adresses est rejetée ; écrivez les mêmes sur les deux nœuds.",
    en: "an advert with another list of addresses is rejected; write the same on both nodes.",
  },
});
