import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { VrrpTestDaemon } from "./vrrp-test-daemon.ts";

const execute = promisify(execFile);

/** Only says that something hangs. */
const hungMs = 30_000;

export const virtualAddress = "192.168.1.100";

/** Whose daemon: this repository's, or Debian's. */
export type Maker = "ours" | "real";

const commands: Readonly<Record<Maker, readonly string[]>> = {
  ours: [process.execPath, join(import.meta.dirname, "../../agent/keepalived.ts")],
  real: ["/usr/sbin/keepalived"],
};

/** A node: namespaces of its own, `eth0` on the switch, an empty /run. */
export class VrrpNode {
  readonly index: number;
  readonly #id: number;
  readonly #folder: string;
  readonly #daemons: VrrpTestDaemon[] = [];

  constructor(index: number, id: number, folder: string) {
    this.index = index;
    this.#id = id;
    this.#folder = folder;
  }

  /** Starts a daemon in the foreground with this file. */
  start(maker: Maker, configuration: string): VrrpTestDaemon {
    const file = join(this.#folder, `${this.index}.conf`);
    writeFileSync(file, configuration);
    return this.launch([...commands[maker], "-n", "-l", "-D", "-f", file], maker);
  }

  /** Starts any program; what it writes to its standard error can be waited for. */
  launch(argv: readonly string[], name: string): VrrpTestDaemon {
    // A group of its own: the real one is two processes, and a SIGKILL must reach both.
    const child = spawn("nsenter", [...this.#enter(), ...argv], {
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    const daemon = new VrrpTestDaemon(child, `${name} on node ${this.index}`);
    this.#daemons.push(daemon);
    return daemon;
  }

  /** Runs a program to its end; its exit code and what it wrote. */
  async run(...argv: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
    try {
      const { stdout, stderr } = await execute("nsenter", [...this.#enter(), ...argv]);
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, output: stdout + stderr };
    }
  }

  /** What stands in a file of the node; "" where there is none. */
  read(file: string): string {
    return readText(`/proc/${this.#id}/root${file}`);
  }

  async addresses(device = "eth0"): Promise<readonly string[]> {
    const { output } = await this.run("ip", "-j", "addr", "show", "dev", device);
    const [link] = JSON.parse(output) as { addr_info: { local: string; prefixlen: number }[] }[];
    return (link?.addr_info ?? []).map(({ local, prefixlen }) => `${local}/${prefixlen}`);
  }

  async owns(): Promise<boolean> {
    return (await this.addresses()).some((address) => address.startsWith(`${virtualAddress}/`));
  }

  endDaemons(): void {
    for (const daemon of this.#daemons) daemon.killGroup();
  }

  #enter(): readonly string[] {
    return [`--target=${this.#id}`, "--net", "--mount", "--pid", "--wd=/"];
  }
}

/** Nodes 192.168.1.11, .12, … (with `ipv6` also 2001:db8::11, …) on one bridge, in namespaces that vanish with their holders. */
export class VrrpNet implements AsyncDisposable {
  readonly nodes: readonly VrrpNode[];
  readonly #holders: readonly ChildProcess[];
  readonly #folder: string;
  readonly #lanId: number;

  private constructor(
    nodes: readonly VrrpNode[],
    holders: readonly ChildProcess[],
    folder: string,
    lanId: number,
  ) {
    this.nodes = nodes;
    this.#lanId = lanId;
    this.#holders = holders;
    this.#folder = folder;
  }

  static async create(count: number, { ipv6 = false } = {}): Promise<VrrpNet> {
    const folder = mkdtempSync(join(tmpdir(), "bascule-vrrp-"));
    const lan = holder(false);
    const holders = [lan];
    const lanId = await innerId(lan);
    await inside(lanId, "ip link add br0 type bridge mcast_snooping 0 && ip link set br0 up");
    const nodes: VrrpNode[] = [];
    for (let index = 1; index <= count; index++) {
      const node = holder(ipv6);
      holders.push(node);
      const id = await innerId(node);
      await inside(lanId, `ip link add p${index} type veth peer name eth0 netns /proc/${id}/ns/net`, false);
      await inside(lanId, `ip link set p${index} master br0 && ip link set p${index} up`);
      await inside(
        id,
        `ip link set eth0 up && ip link set lo up && ip addr add 192.168.1.${10 + index}/24 dev eth0`,
      );
      if (ipv6) await inside(id, `ip addr add 2001:db8::${10 + index}/64 dev eth0 nodad`);
      nodes.push(new VrrpNode(index, id, folder));
    }
    return new VrrpNet(nodes, holders, folder, lanId);
  }

  /** Ends a node with all its processes and its network, as `docker kill` does. */
  async kill(index: number): Promise<void> {
    const process = this.#holders[index];
    if (process !== undefined) await end(process);
  }

  /** Runs a command at the switch; the port of node 1 is p1. */
  async lan(script: string): Promise<void> {
    await inside(this.#lanId, script);
  }

  /** The indices of the nodes whose eth0 has the virtual address now. */
  async owners(): Promise<readonly number[]> {
    const owning = await Promise.all(
      this.nodes.map(async (node) => ((await node.owns()) ? [node.index] : [])),
    );
    return owning.flat();
  }

  /** Resolves when exactly these nodes own the address: the original logs a state before it acts on it. */
  async ownedBy(...expected: readonly number[]): Promise<void> {
    const deadlineMs = performance.now() + hungMs;
    for (;;) {
      const owners = await this.owners();
      if (owners.join() === expected.join()) return;
      if (performance.now() > deadlineMs) throw new Error(`owned by ${owners}, not by ${expected}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const node of this.nodes) node.endDaemons();
    await Promise.all(this.#holders.map(end));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A process that owns namespaces; everything in them ends with it. Its shell, as process 1, reaps what daemons leave. */
function holder(ipv6: boolean): ChildProcess {
  const settings = ipv6 ? "net.ipv6.conf.default.accept_dad=0" : "net.ipv6.conf.all.disable_ipv6=1";
  const script = `mount -t tmpfs tmpfs /run && sysctl -qw ${settings} && touch /run/ready && sleep infinity & wait`;
  const argv = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", script];
  return spawn("unshare", argv, { stdio: "ignore" });
}

/** The process id of the holder's only child, once its namespaces are complete. */
async function innerId(process: ChildProcess): Promise<number> {
  for (;;) {
    if (process.exitCode !== null) throw new Error("unshare ended at once: root is needed");
    const id = Number(readText(`/proc/${process.pid}/task/${process.pid}/children`).trim());
    const ready = `/proc/${id}/root/run/ready`;
    if (id > 0 && existsSync(ready)) {
      rmSync(ready);
      return id;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function inside(id: number, script: string, mounts = true): Promise<void> {
  await execute("nsenter", [`--target=${id}`, "--net", ...(mounts ? ["--mount"] : []), "sh", "-c", script]);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function end(process: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (process.exitCode !== null || process.signalCode !== null) resolve();
    process.once("exit", () => resolve());
    process.kill("SIGKILL");
  });
}
