import { basename, dirname, resolve } from "node:path";
import { readDocument, refuse } from "../document/read.ts";
import { problemsOf } from "./check.ts";
import { parseMount } from "./mount.ts";
import { isExtension, type TopologyDocument, topologySchema } from "./schema.ts";
import { parseSubnet } from "./subnet.ts";
import type { Topology, TopologyMount, TopologyNode } from "./topology.ts";

const codes = {
  read: "ERR_TOPOLOGY_READ",
  syntax: "ERR_TOPOLOGY_SYNTAX",
  key: "ERR_TOPOLOGY_KEY",
  value: "ERR_TOPOLOGY_VALUE",
} as const;

/**
 * Reads a Compose file of the supported subset (docs/topology.md).
 * @throws LabError with every problem, each with its line and column
 */
export async function readTopology(path: string): Promise<Topology> {
  const file = resolve(path);
  const document = await readDocument(file, topologySchema, codes, { isExtension });
  refuse(await problemsOf({ ...document, file }));
  const { data } = document;
  return {
    name: data.name ?? data["x-bascule"].name ?? projectName(file),
    file,
    networks: Object.entries(data.networks).map(([name, { ipam }]) => ({
      name,
      subnet: ipam.config[0]?.subnet ?? "",
    })),
    nodes: Object.keys(data.services).map((name) => nodeOf(name, data, file)),
    vip: data["x-bascule"].vip,
  };
}

/** Compose's default: the folder's name, reduced to what may stand in a name. */
function projectName(file: string): string {
  const reduced = basename(dirname(file))
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "");
  return reduced.replace(/^[_-]+/, "") || "lab";
}

function nodeOf(name: string, { services, networks }: TopologyDocument, file: string): TopologyNode {
  const service = services[name] as TopologyDocument["services"][string];
  const links = Object.entries(service.networks).map(([network, { ipv4_address: address }]) => {
    const subnet = parseSubnet(networks[network]?.ipam.config[0]?.subnet ?? "");
    return { network, address, prefixLength: subnet?.prefixLength ?? 32 };
  });
  const { command, environment } = service;
  const mounts = service.volumes
    .map((line) => parseMount(line, file))
    .filter((mount): mount is TopologyMount => "source" in mount);
  const { role } = service["x-bascule"];
  return { name, role, command, environment, links, mounts, capabilities: service.cap_add ?? [] };
}
