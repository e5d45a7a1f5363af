import type { RuntimeName, StartedNode } from "../runtime/runtime.ts";
import type { Role } from "../topology/topology.ts";

/** What stands, and how its nodes are at this moment. */
export interface LabStatus {
  readonly name: string;
  readonly topology: string;
  readonly topologyFile: string;
  /** The daemons' files that its user edits. */
  readonly workFolder: string;
  readonly stack: string;
  readonly runtime: RuntimeName;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly vip: string;
  /** Normally one; none while nobody is master, two when the cluster is split. */
  readonly vipOwners: readonly string[];
  readonly nodes: readonly NodeStatus[];
}

export interface NodeStatus {
  readonly name: string;
  readonly role: Role;
  /** The node's own, without prefix length. */
  readonly address: string;
  readonly state: "running" | "stopped";
  /** Of balancers that run. */
  readonly daemons?: Daemons;
}

export interface Daemons {
  readonly haproxy: "running" | "stopped";
  readonly keepalived: "running" | "stopped";
}

/** What one look into a running node tells. */
export interface Look {
  readonly addresses: readonly string[];
  readonly programs: ReadonlySet<string>;
}

/** Names of the processes that live (a zombie has a name, too), then addresses: one process, no tools but ip(8). */
const script = `
for stat in /proc/[0-9]*/stat; do
  read -r line <"$stat" || continue
  rest=\${line##*) } name=\${line#*(}
  [ "\${rest%% *}" = Z ] || echo "program \${name%)*}"
done 2>/dev/null
ip -o -4 address show | while read -r _ _ _ address _; do echo "address \${address%/*}"; done
`;

/** Undefined when the node is stopped, or stops while it is looked at. */
export async function lookInto(node: StartedNode): Promise<Look | undefined> {
  if (!node.running()) return undefined;
  try {
    const looking = await node.spawn(["sh", "-c", script]);
    let text = "";
    for await (const chunk of looking.stdout) text += chunk;
    const values = (key: string) =>
      text.split("\n").flatMap((line) => (line.startsWith(`${key} `) ? [line.slice(key.length + 1)] : []));
    return { addresses: values("address"), programs: new Set(values("program")) };
  } catch (cause) {
    if (node.running()) throw cause;
    return undefined;
  }
}

/** The daemons by the names of their processes, as `killall -0` sees them. */
export function daemonsOf({ programs }: Look): Daemons {
  const stateOf = (name: string) => (programs.has(name) ? "running" : "stopped");
  return { haproxy: stateOf("haproxy"), keepalived: stateOf("keepalived") };
}
