import { fileURLToPath } from "node:url";
import { ipv4Number } from "../../agent/base/ip.ts";
import type { LabPlan, LinkPlan } from "../runtime/runtime.ts";
import type { Stack } from "../stack/stack.ts";
import type { Topology, TopologyLink } from "./topology.ts";

const fileOf = (path: string) => fileURLToPath(new URL(`../node/${path}`, import.meta.url));

const standIn = (file: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, fileOf(`command/${file}.sh`)]));

/**
 * Programs of the lab itself that every node has, whatever the stack: its server and its log, and stand-ins for what
 * the course types on a machine with systemd.
 */
const labCommands: Readonly<Record<string, string>> = {
  "bascule-app": fileOf("app.ts"),
  "bascule-journal": fileOf("journal.ts"),
  ...standIn("systemctl", ["systemctl"]),
  ...standIn("service", ["service"]),
  ...standIn("journalctl", ["journalctl"]),
  ...standIn("sudo", ["sudo"]),
  ...standIn("apt", ["apt", "apt-get"]),
  ...standIn("poweroff", ["poweroff", "halt", "shutdown", "reboot"]),
  // One sentence for each in say.sh.
  ...standIn("absent", [
    ...["nano", "vi", "vim", "dnf", "yum", "mail"],
    ...["a2enmod", "a2dismod", "a2ensite", "a2dissite", "apache2ctl", "apachectl"],
    ...["pcs", "crm", "crm_mon", "gluster", "mysql", "psql", "pg_basebackup"],
  ]),
};

/** Files name them by path: `script "/usr/bin/systemctl is-active apache2"`. */
const byPath = ["/usr/bin/systemctl", "/usr/bin/journalctl"];

/** What a runtime has to build for a topology; the same topology gives the same addresses and MACs every time. */
export function labPlan(topology: Topology, stack: Stack, id: string): LabPlan {
  const nodes = topology.nodes.map(({ name, links, command, environment, mounts, capabilities }) => ({
    name,
    links: links.map(linkPlan),
    command,
    environment,
    mounts,
    capabilities,
    commands: { ...labCommands, ...stack.commands },
    byPath,
  }));
  return { id, networks: topology.networks, nodes };
}

function linkPlan({ network, address, prefixLength }: TopologyLink, index: number): LinkPlan {
  return {
    network,
    interfaceName: `eth${index}`,
    address: `${address}/${prefixLength}`,
    mac: macOf(address),
  };
}

/** As Docker does: 02:42 (locally administered) and the four bytes of the address. */
function macOf(address: string): string {
  const hex = ipv4Number(address).toString(16).padStart(8, "0");
  return `02:42:${hex.match(/../g)?.join(":")}`;
}
