import { nearest } from "../../agent/base/nearest.ts";
import type { Text } from "../../agent/base/text.ts";
import type { Path } from "../document/position.ts";
import type { Finding } from "./check.ts";
import type { TopologyDocument } from "./schema.ts";
import { addressNumber, boundsOf, contains, formatAddress, parseSubnet, type Subnet } from "./subnet.ts";

type Subnets = ReadonlyMap<string, Subnet>;

/** Subnets, addresses of nodes and the virtual IP: malformed, outside, reserved or given twice. */
export function addressProblems(data: TopologyDocument): Finding[] {
  const subnets = new Map<string, Subnet>();
  const findings: Finding[] = [];
  for (const [name, { ipam }] of Object.entries(data.networks)) {
    const text = ipam.config[0]?.subnet ?? "";
    const path = ["networks", name, "ipam", "config", 0, "subnet"];
    const subnet = parseSubnet(text);
    const wrong = subnetText(text, subnet, subnets);
    if (wrong !== undefined) findings.push(wrongAddress(path, wrong));
    if (subnet !== undefined) subnets.set(name, subnet);
  }
  const owners = new Map<number, string>();
  return [...findings, ...nodeProblems(data, subnets, owners), ...vipProblems(data, subnets, owners)];
}

function subnetText(text: string, subnet: Subnet | undefined, others: Subnets): Text | undefined {
  if (subnet === undefined || subnet.prefixLength < 8 || subnet.prefixLength > 30)
    return malformedSubnet(text);
  const { first, last } = boundsOf(subnet);
  const right = `${formatAddress(first)}/${subnet.prefixLength}`;
  if (subnet.base !== first)
    return {
      fr: `${text} est une adresse de machine ; écrivez ${right}`,
      en: `${text} is a host's address; write ${right}`,
    };
  const other = [...others].find(
    ([, each]) => contains(each, first) || contains(each, last) || contains(subnet, each.base),
  );
  if (other === undefined) return undefined;
  return {
    fr: `${text} recouvre le réseau « ${other[0]} » ; prenez-en un autre`,
    en: `${text} overlaps the network "${other[0]}"; take another`,
  };
}

function nodeProblems(data: TopologyDocument, subnets: Subnets, owners: Map<number, string>): Finding[] {
  return Object.entries(data.services).flatMap(([service, { networks }]) => {
    if (Object.keys(networks).length === 0) return [wrongValue(["services", service, "networks"], noNetwork)];
    return Object.entries(networks).flatMap(([network, link]) => {
      const path = ["services", service, "networks", network];
      if (!(network in data.networks))
        return [wrongValue(path, unknownNetwork(network, Object.keys(data.networks)))];
      const text = linkText(link.ipv4_address, subnets.get(network), service, owners);
      return text === undefined ? [] : [wrongAddress([...path, "ipv4_address"], text)];
    });
  });
}

function linkText(
  text: string,
  subnet: Subnet | undefined,
  service: string,
  owners: Map<number, string>,
): Text | undefined {
  const address = addressNumber(text);
  if (address === undefined) return malformed(text);
  const owner = owners.get(address);
  owners.set(address, service);
  if (owner !== undefined)
    return {
      fr: `« ${owner} » a déjà l'adresse ${text} ; donnez-en une autre`,
      en: `"${owner}" already has the address ${text}; give another`,
    };
  return subnet === undefined ? undefined : misplaced(text, address, subnet);
}

function vipProblems(
  data: TopologyDocument,
  subnets: Subnets,
  owners: ReadonlyMap<number, string>,
): Finding[] {
  const path = ["x-bascule", "vip"];
  const text = data["x-bascule"].vip;
  const vip = addressNumber(text);
  if (vip === undefined) return [wrongAddress(path, malformed(text))];
  const owner = owners.get(vip);
  if (owner !== undefined) return [wrongAddress(path, takenVip(text, owner))];
  const home = [...subnets.values()].find((subnet) => contains(subnet, vip));
  if (home === undefined) return subnets.size === 0 ? [] : [wrongAddress(path, homelessVip(text))];
  const wrong = misplaced(text, vip, home);
  return wrong === undefined ? [] : [wrongAddress(path, wrong)];
}

function misplaced(text: string, address: number, subnet: Subnet): Text | undefined {
  const { first, last } = boundsOf(subnet);
  const net = `${formatAddress(first)}/${subnet.prefixLength}`;
  const range = `${formatAddress(first + 1)}–${formatAddress(last - 1)}`;
  if (!contains(subnet, address))
    return {
      fr: `${text} est hors du réseau ${net} ; prenez une adresse de ${range}`,
      en: `${text} is outside the network ${net}; take an address of ${range}`,
    };
  if (address === first)
    return {
      fr: `${text} est l'adresse du réseau ${net} ; prenez une adresse de ${range}`,
      en: `${text} is the address of the network ${net}; take one of ${range}`,
    };
  if (address === last)
    return {
      fr: `${text} est l'adresse de diffusion de ${net} ; prenez une adresse de ${range}`,
      en: `${text} is the broadcast address of ${net}; take one of ${range}`,
    };
  return undefined;
}

function wrongAddress(path: Path, text: Text): Finding {
  return { path, code: "ERR_TOPOLOGY_ADDRESS", text };
}

function wrongValue(path: Path, text: Text): Finding {
  return { path, code: "ERR_TOPOLOGY_VALUE", text };
}

const noNetwork: Text = {
  fr: "le service n'est sur aucun réseau ; donnez-lui un réseau et une adresse",
  en: "the service is on no network; give it a network and an address",
};

function unknownNetwork(network: string, known: readonly string[]): Text {
  const meant = nearest(network, known) ?? known.join(", ");
  return {
    fr: `aucun réseau ne s'appelle « ${network} » ; sous networks: il y a : ${meant}`,
    en: `no network is called "${network}"; under networks: there is: ${meant}`,
  };
}

function malformed(text: string): Text {
  return {
    fr: `« ${text} » n'est pas une adresse IPv4 ; écrivez par exemple 192.168.1.10`,
    en: `"${text}" is not an IPv4 address; write for example 192.168.1.10`,
  };
}

function malformedSubnet(text: string): Text {
  return {
    fr: `« ${text} » n'est pas un réseau IPv4 de /8 à /30 ; écrivez par exemple 192.168.1.0/24`,
    en: `"${text}" is not an IPv4 network of /8 to /30; write for example 192.168.1.0/24`,
  };
}

function takenVip(vip: string, owner: string): Text {
  return {
    fr: `« ${owner} » a déjà l'adresse ${vip} ; l'IP virtuelle doit être libre`,
    en: `"${owner}" already has the address ${vip}; the virtual IP must be free`,
  };
}

function homelessVip(vip: string): Text {
  return {
    fr: `${vip} n'est dans aucun réseau de la topologie ; prenez une adresse libre de l'un d'eux`,
    en: `${vip} is in no network of the topology; take a free address of one of them`,
  };
}
