import type { ContainerCreateOptions } from "dockerode";
import { checkout } from "../../image/content.ts";
import type { LabPlan, MountPlan, NodePlan } from "../runtime.ts";
import { noteFolder } from "./exec.ts";
import { commandTarget } from "./files.ts";
import { containerName } from "./label.ts";
import type { NetworkAttachment } from "./network.ts";

const path = [
  commandTarget,
  "/opt/bascule/node",
  "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
].join(":");

/** What a container gets beside its plan. */
export interface ContainerSite {
  readonly image: string;
  readonly labels: Record<string, string>;
  /** A folder of this machine with the node's commands. */
  readonly commandFolder: string;
  /** The plan's mounts, copied where they are read-only. */
  readonly mounts: readonly MountPlan[];
  readonly attachment: NetworkAttachment;
}

export function containerOptions(
  plan: LabPlan,
  node: NodePlan,
  { image, labels, commandFolder, mounts, attachment }: ContainerSite,
): ContainerCreateOptions {
  const commands = { source: commandFolder, target: commandTarget, readOnly: true };
  return {
    ...attachment.options,
    name: containerName(plan.id, node.name),
    Hostname: node.name,
    Image: image,
    Labels: labels,
    Entrypoint: ["/opt/bascule/init/wait", checkout],
    Cmd: [...node.command],
    Env: environmentOf(node),
    // The harness says on standard input when the cables are laid; its end is the end of the container until then.
    OpenStdin: true,
    StdinOnce: true,
    HostConfig: {
      NetworkMode: attachment.mode,
      CapAdd: [...node.capabilities],
      Tmpfs: { "/run": "mode=755,exec", [noteFolder]: "mode=755" },
      Mounts: [commands, ...mounts].map(({ source, target, readOnly }) => ({
        Type: "bind" as const,
        Source: source,
        Target: target,
        ReadOnly: readOnly,
      })),
      ExtraHosts: plan.nodes.flatMap(({ name, links }) =>
        links.map(({ address }) => `${name}:${address.split("/")[0]}`),
      ),
      LogConfig: { Type: "json-file", Config: { "max-size": "10m" } },
    },
  };
}

function environmentOf({ environment }: NodePlan): string[] {
  const { PATH: own, ...rest } = environment;
  const all = { HOME: "/root", LANG: "C.UTF-8", ...rest, PATH: own === undefined ? path : `${path}:${own}` };
  return Object.entries(all).map(([name, value]) => `${name}=${value}`);
}
