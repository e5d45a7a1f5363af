import { type Family, families, familyOf, isLinkLocal, normalAddress } from "../../base/family.ts";
import { hostPart, sameNetwork } from "../../base/network.ts";
import type { Problem } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";
import type { VirtualAddress, VrrpInstance } from "../../config/keepalived/config.ts";
import type { Word } from "../../config/keepalived/lexer.ts";
import { findingAt, instancesOf, listed } from "../place.ts";
import type { LintInput, Rule } from "../rule.ts";

/** A virtual address that no neighbour would look for here, or that somebody has already. */
export const virtualAddress: Rule = {
  name: "virtual-address",
  find: (input) => {
    const taken = new Map<string, string>();
    return instancesOf(input).flatMap(({ instance, block }) =>
      listed(block, "virtual_ipaddress").flatMap(({ words: [at] }): readonly Problem[] => {
        const written = normalAddress(at.text.split("/")[0] ?? "");
        const virtual = instance.virtualAddresses.find(({ address }) => address === written);
        if (virtual === undefined) return [];
        const other = taken.get(virtual.address);
        taken.set(virtual.address, instance.name);
        const text =
          twice(virtual, instance, other) ?? reserved(virtual) ?? misplaced(virtual, instance, input);
        return text === undefined ? [] : [finding(input, at, text)];
      }),
    );
  },
};

function finding(input: LintInput, at: Word, text: Text): Problem {
  return findingAt(input, at, "ERR_CONFIG_VALUE", { severity: "mistake", text });
}

function twice(
  { address }: VirtualAddress,
  { name }: VrrpInstance,
  other: string | undefined,
): Text | undefined {
  if (other === undefined || other === name) return undefined;
  return {
    fr: `${address} est déjà l'adresse virtuelle de ${other} : les deux instances se la disputent, sans que keepalived le dise. Donnez-en une autre à ${name}, ou retirez-la.`,
    en: `${address} is the virtual address of ${other} already: the two instances fight over it, and keepalived does not say so. Give ${name} another, or remove it.`,
  };
}

/** RFC 919, RFC 4291 §2.6.1; networks of two addresses have neither. */
function reserved({ address, prefixLength }: VirtualAddress): Text | undefined {
  const family = familyOf(address);
  if (prefixLength > families[family].addressBytes * 8 - 2) return undefined;
  const what = reservedNames[family][hostPart(address, prefixLength)];
  if (what === undefined) return undefined;
  return {
    fr: `${address}/${prefixLength} est ${what.fr} : aucun hôte ne peut la porter. Prenez une adresse libre du réseau.`,
    en: `${address}/${prefixLength} is ${what.en}: no host can have it. Take a free address of the network.`,
  };
}

const reservedNames: Readonly<Record<Family, Readonly<Partial<Record<ReturnType<typeof hostPart>, Text>>>>> =
  {
    4: {
      zeros: { fr: "l'adresse du réseau elle-même", en: "the network address itself" },
      ones: { fr: "l'adresse de diffusion elle-même", en: "the broadcast address itself" },
    },
    6: {
      zeros: {
        fr: "l'adresse de tous les routeurs du réseau (anycast)",
        en: "the address of all routers of the network (anycast)",
      },
    },
  };

function misplaced({ address }: VirtualAddress, instance: VrrpInstance, input: LintInput): Text | undefined {
  const family = familyOf(address);
  const own = input.addressesOf?.(instance.interfaceName).filter((each) => familyOf(each) === family) ?? [];
  const peers = instance.unicast?.peers.map((peer) => peer.address) ?? [];
  if ([oldest(own, family), instance.source, ...peers].includes(address)) {
    return {
      fr: `${address} est l'adresse propre d'un des nœuds : elle ne peut pas basculer. Prenez une adresse que personne n'a.`,
      en: `${address} is the own address of one of the nodes: it cannot move. Take an address that nobody has.`,
    };
  }
  // Every IPv6 interface has the network of fe80::, which others do not look into.
  const networks = own.filter((each) => hostOf(each) !== address && (family === 4 || !isLinkLocal(each)));
  if (networks.length === 0 || isLinkLocal(address)) return undefined;
  if (networks.some((network) => contains(network, address))) return undefined;
  return {
    fr: `${address} n'est pas dans le réseau de ${instance.interfaceName} (${networks.join(", ")}) : personne ne la cherchera ici, et keepalived ne le dit pas. Prenez une adresse libre de ce réseau.`,
    en: `${address} is not in the network of ${instance.interfaceName} (${networks.join(", ")}): nobody will look for it here, and keepalived does not say so. Take a free address of this network.`,
  };
}

/** The others may be virtual ones, of a daemon that runs: the kernel lists what came later behind it, in IPv6 in front. */
function oldest(own: readonly string[], family: Family): string | undefined {
  const [first] = family === 4 ? own : own.filter((each) => !isLinkLocal(each)).toReversed();
  return first && hostOf(first);
}

function hostOf(network: string): string {
  return network.split("/")[0] ?? "";
}

/** Whether `192.168.1.11/24` is in one network with the address. */
function contains(network: string, address: string): boolean {
  const [host = "", prefix = "128"] = network.split("/");
  return sameNetwork(host, address, Number(prefix));
}
