import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LabError } from "../../../lab/errors.ts";
import { readTopology } from "../../../lab/topology/read.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-test-"));
  await mkdir(join(folder, "conf"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(yaml: string) {
  const file = join(folder, "compose.yaml");
  await writeFile(file, yaml);
  return readTopology(file);
}

async function complaints(yaml: string): Promise<string[]> {
  const error = await read(yaml).catch((reason: unknown) => reason);
  if (!(error instanceof LabError)) throw new Error(`expected a LabError, got ${String(error)}`);
  expect(error.exitCode).toBe(2);
  expect(error.text.fr.split("\n")).toHaveLength(error.text.en.split("\n").length);
  return `${error.text.en} [${error.code}]`.split("\n").map((line) => line.replaceAll(folder, ""));
}

/** Line 7 is lb1's first additional line; line 9 is app1, line 10 client, line 13 the subnet. */
function topology(change: {
  lb1?: string;
  app1?: string;
  client?: string;
  subnet?: string;
  vip?: string;
  top?: string;
}) {
  return `name: t
x-bascule: { vip: ${change.vip ?? "192.168.1.100"} }
services:
  lb1:
    command: [sleep, infinity]
    x-bascule: { role: balancer }
    ${change.lb1 ?? "init: true"}
    networks: { lan: { ipv4_address: 192.168.1.101 } }
  app1: { command: a, x-bascule: { role: app }, networks: { lan: { ipv4_address: ${change.app1 ?? "192.168.1.11"} } } }
  client: { command: c, x-bascule: { role: client }, networks: { ${change.client ?? "lan: { ipv4_address: 192.168.1.5 }"} } }
networks:
  lan:
    ipam: { config: [{ subnet: ${change.subnet ?? "192.168.1.0/24"} }] }
${change.top ?? ""}`;
}

const address = "[ERR_TOPOLOGY_ADDRESS]";
const value = "[ERR_TOPOLOGY_VALUE]";
const range = "192.168.1.1–192.168.1.254";
const cases: readonly (readonly [string, Parameters<typeof topology>[0], string])[] = [
  [
    "an address outside its network",
    { app1: "10.0.0.1" },
    `9:82: services.app1.networks.lan.ipv4_address: 10.0.0.1 is outside the network 192.168.1.0/24; take an address of ${range} ${address}`,
  ],
  [
    "the network's own address",
    { app1: "192.168.1.0" },
    `9:82: services.app1.networks.lan.ipv4_address: 192.168.1.0 is the address of the network 192.168.1.0/24; take one of ${range} ${address}`,
  ],
  [
    "the broadcast address",
    { app1: "192.168.1.255" },
    `9:82: services.app1.networks.lan.ipv4_address: 192.168.1.255 is the broadcast address of 192.168.1.0/24; take one of ${range} ${address}`,
  ],
  [
    "an address given twice",
    { app1: "192.168.1.101" },
    `9:82: services.app1.networks.lan.ipv4_address: "lb1" already has the address 192.168.1.101; give another ${address}`,
  ],
  [
    "something that is no address",
    { app1: "192.168.1.300" },
    `9:82: services.app1.networks.lan.ipv4_address: "192.168.1.300" is not an IPv4 address; write for example 192.168.1.10 ${address}`,
  ],
  [
    "a virtual IP that a node has",
    { vip: "192.168.1.11" },
    `2:19: x-bascule.vip: "app1" already has the address 192.168.1.11; the virtual IP must be free ${address}`,
  ],
  [
    "a virtual IP outside of every network",
    { vip: "192.168.9.100" },
    `2:19: x-bascule.vip: 192.168.9.100 is in no network of the topology; take a free address of one of them ${address}`,
  ],
  [
    "a virtual IP that is the broadcast address",
    { vip: "192.168.1.255" },
    `2:19: x-bascule.vip: 192.168.1.255 is the broadcast address of 192.168.1.0/24; take one of ${range} ${address}`,
  ],
  [
    "a malformed subnet",
    { subnet: "192.168.1.0/40" },
    `13:32: networks.lan.ipam.config[0].subnet: "192.168.1.0/40" is not an IPv4 network of /8 to /30; write for example 192.168.1.0/24 ${address}`,
  ],
  [
    "a subnet with host bits",
    { subnet: "192.168.1.7/24" },
    `13:32: networks.lan.ipam.config[0].subnet: 192.168.1.7/24 is a host's address; write 192.168.1.0/24 ${address}`,
  ],
  [
    "overlapping networks",
    { top: "  wan: { ipam: { config: [{ subnet: 192.168.0.0/16 }] } }\n" },
    `14:37: networks.wan.ipam.config[0].subnet: 192.168.0.0/16 overlaps the network "lan"; take another ${address}`,
  ],
  [
    "a network that does not exist",
    { client: "lann: { ipv4_address: 192.168.1.5 }" },
    `10:72: services.client.networks.lann: no network is called "lann"; under networks: there is: lan ${value}`,
  ],
  [
    "a service without a network",
    { client: "" },
    `10:64: services.client.networks: the service is on no network; give it a network and an address ${value}`,
  ],
  [
    "a mount whose source does not exist",
    { lb1: "volumes: [./none:/etc/none:ro]" },
    `7:15: services.lb1.volumes[0]: /none does not exist or cannot be read (ENOENT); create it or correct the path [ERR_TOPOLOGY_FILE]`,
  ],
  [
    "a named volume",
    { lb1: "volumes: [data:/data]" },
    `7:15: services.lb1.volumes[0]: the source must be a path that starts with ./, ../ or /; named volumes are not supported ${value}`,
  ],
  [
    "an unknown mount option",
    { lb1: "volumes: [./conf:/a:z]" },
    `7:15: services.lb1.volumes[0]: the option "z" is not supported; write ro, rw or nothing ${value}`,
  ],
  [
    "two mounts on one target",
    { lb1: "volumes: [./conf:/a, ./conf:/a/]" },
    `7:26: services.lb1.volumes[1]: two volumes have the same target /a; remove one ${value}`,
  ],
  [
    "a host name that is not the service's",
    { lb1: "hostname: lb9" },
    `7:15: services.lb1.hostname: the host name must be the service's; write "lb1" or remove the line ${value}`,
  ],
  [
    "a variable",
    { lb1: "image: bascule:$TAG" },
    `7:12: services.lb1.image: Compose variables are not supported; write the value, or $$ for a plain $ ${value}`,
  ],
  [
    "a variable taken from the environment",
    { lb1: "environment: [HOME]" },
    `7:19: services.lb1.environment[0]: write NAME=value; nothing is taken from your environment ${value}`,
  ],
  [
    "a key of Compose that the lab does not support",
    { lb1: "privileged: true" },
    "7:5: services.lb1.privileged: unknown key; remove it. Keys that may stand here: image, build, hostname, command, environment, volumes, networks, cap_add, init, x-bascule [ERR_TOPOLOGY_KEY]",
  ],
  [
    "a misspelt extension of ours",
    { top: "x-basule: 1\n" },
    '14:1: x-basule: unknown key; did you mean "x-bascule"? [ERR_TOPOLOGY_KEY]',
  ],
];

describe("a topology is refused for", () => {
  test.each(cases)("%s", async (_, change, expected) => {
    expect(await complaints(topology(change))).toEqual([expect.stringContaining(`compose.yaml:${expected}`)]);
  });

  test("a role that nobody plays", async () => {
    const text = topology({}).replace("role: client", "role: app");
    const [line] = await complaints(text);
    expect(line).toContain('no service has the role "client"');
  });

  test("two services of one name", async () => {
    const [line] = await complaints(topology({}).replace("  app1:", "  lb1:"));
    expect(line).toContain("compose.yaml:9:3: this key is already given above");
  });

  test("all its problems at once", async () => {
    const lines = await complaints(
      topology({ app1: "10.0.0.1", vip: "192.168.1.101", subnet: "192.168.1.0/24", lb1: "hostname: x" }),
    );
    expect(lines.map((line) => line.split(":")[1])).toEqual(["2", "7", "9"]);
  });
});

describe("a topology that was read", () => {
  test("has words for a command line, and its environment as a map", async () => {
    const lb1 = `environment: ["A=1=2", "B="]\n    hostname: lb1`;
    const { nodes } = await read(topology({ lb1 }).replace("command: a,", `command: 'x "a b" $$$$y',`));
    expect(nodes.find(({ name }) => name === "app1")?.command).toEqual(["x", "a b", "$y"]);
    expect(nodes.find(({ name }) => name === "lb1")?.environment).toEqual({ A: "1=2", B: "" });
  });

  test("ignores x- keys that are not ours, and takes Compose's default name", async () => {
    const text = topology({ top: "x-note: { anything: [1] }\n", lb1: "x-why: because" }).replace(
      "name: t\n",
      "",
    );
    expect((await read(text)).name).toMatch(/^bascule-test-/);
  });

  test("has absolute mount sources", async () => {
    const { nodes } = await read(topology({ lb1: "volumes: [./conf:/a:ro, ./conf:/b]" }));
    expect(nodes[0]?.mounts).toEqual([
      { source: join(folder, "conf"), target: "/a", readOnly: true },
      { source: join(folder, "conf"), target: "/b", readOnly: false },
    ]);
  });
});
