import type { ScriptOutcome } from "./script.ts";
import type { SimWorld } from "./world.ts";

interface OnNode {
  readonly node: string;
}

/** What may happen to a world, with its options. */
export interface FaultOptions {
  /** The node is without power: nothing of it is left, and nobody says a word. */
  readonly "power-cut": OnNode;
  /** All its processes are killed, as by `docker kill`: its kernel still closes their connections. */
  readonly "kill-node": OnNode;
  readonly "power-on": OnNode;
  /** SIGKILL to the daemon: its guardian takes away what it had set. `kill-both`: to the guardian too. */
  readonly "kill-daemon": OnNode;
  readonly "kill-both": OnNode;
  /** SIGTERM. */
  readonly "stop-daemon": OnNode;
  readonly "start-daemon": OnNode;
  /** SIGSTOP and SIGCONT. The kernel below goes on answering. */
  readonly freeze: OnNode;
  readonly thaw: OnNode;
  /** The whole machine sleeps, its clock too. */
  readonly suspend: OnNode;
  readonly resume: OnNode;
  /** The node sees that its carrier is gone, or back. Without an interface: all. */
  readonly "link-down": OnNode & { readonly interface?: string };
  readonly "link-up": OnNode & { readonly interface?: string };
  /** A cut that nobody sees: these nodes on one side, all others on the other. */
  readonly partition: { readonly nodes: readonly string[] };
  readonly join: object;
  /** From now on a `vrrp_script` ends so. */
  readonly script: OnNode & { readonly script: string; readonly outcome: ScriptOutcome };
  /** From now on so many packets are lost: a share, 0 to 1. */
  readonly network: { readonly loss: number };
  /** Somebody takes a virtual address away. */
  readonly "address-removed": OnNode & { readonly address: string };
}

export type FaultKind = keyof FaultOptions;

/** @example { kind: "power-cut", node: "lb1" } */
export type Fault = { [Kind in FaultKind]: { readonly kind: Kind } & FaultOptions[Kind] }[FaultKind];

const strikes: { readonly [Kind in FaultKind]: (world: SimWorld, options: FaultOptions[Kind]) => void } = {
  "power-cut": (world, { node }) => world.node(node).cutPower(),
  "kill-node": (world, { node }) => world.node(node).cutPower(false),
  "power-on": (world, { node }) => world.node(node).start(),
  "kill-daemon": (world, { node }) => world.node(node).killKeepalived(),
  "kill-both": (world, { node }) => world.node(node).killKeepalived(false),
  "stop-daemon": (world, { node }) => world.node(node).stopKeepalived(),
  "start-daemon": (world, { node }) => world.node(node).startKeepalived(),
  freeze: (world, { node }) => world.node(node).freeze(),
  thaw: (world, { node }) => world.node(node).thaw(),
  suspend: (world, { node }) => world.node(node).suspend(),
  resume: (world, { node }) => world.node(node).resume(),
  "link-down": (world, options) => world.node(options.node).setLink(false, options.interface),
  "link-up": (world, options) => world.node(options.node).setLink(true, options.interface),
  partition: (world, { nodes }) => world.cut(nodes),
  join: (world) => world.cut([]),
  script: (world, { node, script, outcome }) => void world.node(node).scripts.set(script, outcome),
  network: (world, { loss }) => {
    world.timing = { ...world.timing, loss };
  },
  "address-removed": (world, { node, address }) => world.node(node).loseAddress(address),
};

/** Lets it happen now. Throws RangeError for a node that the world does not have. */
export function strike(world: SimWorld, fault: Fault): void {
  (strikes[fault.kind] as (world: SimWorld, options: object) => void)(world, fault);
}
