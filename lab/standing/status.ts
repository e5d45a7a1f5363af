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
  /** By VRRP instance, while keepalived runs: the state that it last wrote into the node's log. */
  readonly states: Readonly<Record<string, VrrpState>>;
}

type VrrpState = "master" | "backup" | "fault";

/** What one look into a running node tells. */
export interface Look {
  readonly addresses: readonly string[];
  readonly programs: ReadonlySet<string>;
  /** Lines of the node's log in which keepalived starts or one of its instances enters a state, the oldest first. */
  readonly entered: readonly string[];
}

/** Names of the processes that live (a zombie has a name, too), addresses, changes of state: one shell for all. */
const script = `
for stat in /proc/[0-9]*/stat; do
  read -r line <"$stat" || continue
  rest=\${line##*) } name=\${line#*(}
  [ "\${rest%% *}" = Z ] || echo "program \${name%)*}"
done 2>/dev/null
ip -o -4 address show | while read -r _ _ _ address _; do echo "address \${address%/*}"; done
grep -hE 'Starting Keepalived|\\) Entering [A-Z]+ STATE' /var/log/syslog 2>/dev/null | sed 's/^/entered /'
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
    return { addresses: values("address"), programs: new Set(values("program")), entered: values("entered") };
  } catch (cause) {
    if (node.running()) throw cause;
    return undefined;
  }
}

/** The daemons by the names of their processes, as `killall -0` sees them. */
export function daemonsOf({ programs, entered }: Look): Daemons {
  const stateOf = (name: string) => (programs.has(name) ? "running" : "stopped");
  const keepalived = stateOf("keepalived");
  const states = keepalived === "running" ? statesIn(entered) : {};
  return { haproxy: stateOf("haproxy"), keepalived, states };
}

/** `Nov 21 07:53:06 lb1 Keepalived_vrrp[42]: (VI_1) Entering MASTER STATE` */
function statesIn(lines: readonly string[]): Record<string, VrrpState> {
  const start = lines.findLastIndex((line) => line.includes("Starting Keepalived"));
  const found = lines.slice(start + 1).flatMap((line) => {
    const [, instance, state] = /\((\S+)\) Entering (MASTER|BACKUP|FAULT) STATE/.exec(line) ?? [];
    return instance === undefined ? [] : [[instance, state?.toLowerCase() as VrrpState] as const];
  });
  return Object.fromEntries(found);
}
