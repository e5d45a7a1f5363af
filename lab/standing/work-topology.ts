import { basename, dirname, join, posix, relative } from "node:path";
import type { Topology, TopologyMount } from "../topology/topology.ts";

/** What a student edits: the daemons' folders in the nodes. */
const editable = ["/etc/keepalived", "/etc/haproxy"] as const;

/** A file or folder of the topology and where its working copy stands. */
export interface WorkCopy {
  readonly source: string;
  /** Below the work folder: `lb1`. */
  readonly name: string;
}

/** The copies that a work folder holds: each source once, however many nodes mount it. */
export function workCopies(topology: Topology): readonly WorkCopy[] {
  const sources = topology.nodes
    .flatMap(({ mounts }) => mounts.filter(isEditable))
    .map(({ source }) => source);
  return [...new Set(sources)].map((source) => ({ source, name: nameIn(topology, source) }));
}

/** The same topology with the working copies in place of the originals, writable from both sides. */
export function withWorkFolder(topology: Topology, folder: string): Topology {
  const nodes = topology.nodes.map((node) => ({
    ...node,
    mounts: node.mounts.map((mount) =>
      isEditable(mount)
        ? { ...mount, source: join(folder, nameIn(topology, mount.source)), readOnly: false }
        : mount,
    ),
  }));
  return { ...topology, nodes };
}

/** What is mounted writable is the student's already. */
function isEditable({ target, readOnly }: TopologyMount): boolean {
  return readOnly && editable.some((folder) => !posix.relative(folder, target).startsWith(".."));
}

/** As the topology has it: `./lb1` is `lb1`; what lies elsewhere goes by its last name. */
function nameIn({ file }: Topology, source: string): string {
  const near = relative(dirname(file), source);
  return near === "" || near.startsWith("..") ? basename(source) : near;
}
