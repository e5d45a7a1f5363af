import type { Readable } from "node:stream";
import type { Text } from "../../agent/base/text.ts";
import type { LabError } from "../errors.ts";

export type RuntimeName = "netns" | "docker";

/**
 * Where a lab lives. The same scenario runs on each; a contract suite loops over the table in `index.ts`.
 * @example await using lab = await runtime.startLab(plan);
 */
export interface Runtime {
  readonly name: RuntimeName;
  /** The nodes have keepalived and HAProxy of their own: this machine need not have them. */
  readonly bringsPrograms?: true;
  /** What this machine lacks; empty when a lab can start. */
  missing(): Promise<readonly Missing[]>;
  /** Makes ready what every lab needs and only the first has to wait for, with progress: an image, for example. */
  prepare?(preparation: Preparation): Promise<void>;
  /** Creates networks and nodes, and starts each node's command. All or nothing. */
  startLab(plan: LabPlan): Promise<StartedLab>;
  /** Removes what labs whose harness is dead have left, and tells what it was. */
  sweep(): Promise<readonly Leftover[]>;
}

export interface Preparation {
  readonly networks: readonly NetworkPlan[];
  readonly signal: AbortSignal;
  progress(text: Text): void;
}

/** Something of a dead lab that was found and removed. */
export interface Leftover {
  readonly id: string;
  readonly text: Text;
}

/** Something that the machine lacks, and the command or step that supplies it. */
export interface Missing {
  readonly what: Text;
  readonly remedy: Text;
  /** A Debian package that `npm run setup` can install. */
  readonly debianPackage?: string;
}

export interface LabPlan {
  /** Every resource carries it: `[a-z0-9]{6}`. */
  readonly id: string;
  readonly networks: readonly NetworkPlan[];
  readonly nodes: readonly NodePlan[];
}

export interface NetworkPlan {
  readonly name: string;
  readonly subnet: string;
}

export interface NodePlan {
  readonly name: string;
  readonly links: readonly LinkPlan[];
  /** The main process: the node ends when it ends. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly mounts: readonly MountPlan[];
  /** Commands that stand first on the node's PATH: name to a file of this machine. */
  readonly commands: Readonly<Record<string, string>>;
  /** Where the command of the same last name is found, too, in place of the machine's: `/usr/bin/systemctl`. */
  readonly byPath?: readonly string[];
  /** Beyond those that containers have: `NET_ADMIN` (capabilities(7), without `CAP_`). */
  readonly capabilities: readonly string[];
}

export interface LinkPlan {
  readonly network: string;
  readonly interfaceName: string;
  /** With prefix length: `192.168.1.10/24`. */
  readonly address: string;
  readonly mac: string;
}

/** A folder or file of this machine, seen at `target` inside the node. */
export interface MountPlan {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface StartedLab extends AsyncDisposable {
  readonly id: string;
  readonly nodes: ReadonlyMap<string, StartedNode>;
  /** Resolves when the lab is over: with an error when it ended by itself instead of being disposed of. */
  readonly ended: Promise<LabError | undefined>;
}

/** A node that was created; its files survive `kill` and `start`, as a container's do. */
export interface StartedNode {
  readonly name: string;
  readonly plan: NodePlan;
  /** Standard output and error of the main process, across restarts. */
  readonly output: Readable;
  running(): boolean;
  /** Runs a program inside; it ends with the node. Rejects when the node is not running. */
  spawn(argv: readonly string[]): Promise<NodeProcess>;
  /**
   * How any process of this machine runs a program inside, with its own terminal and standard streams; the program
   * ends with the node. Throws when the node is not running. A runtime without it has no `bascule exec`.
   */
  entry?(argv: readonly string[]): NodeEntry;
  /** Every process of the node ends at once, as by `docker kill`; resolves when that is certain. */
  kill(): Promise<void>;
  /** Starts a killed node again: same name, addresses, files. */
  start(): Promise<void>;
  /**
   * What somebody does at the switch: its ports for this node go down, or up again. The node sees that its links
   * have no carrier. A runtime without it cannot cut cables.
   */
  cable?(state: "cut" | "plugged"): Promise<void>;
}

/** A command line for this machine; it ends with the exit code of the program inside. */
export interface NodeEntry {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface NodeProcess {
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): Promise<void>;
}
