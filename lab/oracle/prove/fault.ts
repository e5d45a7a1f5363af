import type { Text } from "../../../agent/base/text.ts";
import type { VrrpInstance } from "../../../agent/config/keepalived/config.ts";
import type { Fault } from "../../sim/fault.ts";
import { daemonFaults, machineFaults } from "./machine-fault.ts";
import { interfaceFaults, scriptFaults, serviceFaults } from "./program-fault.ts";
import type { ProofNode } from "./proof.ts";

/** What may happen to one thing of a pair, and who should own the address afterwards. */
export interface ProofFault {
  readonly kind: ProofFaultKind;
  /** The node that it happens to. */
  readonly node: string;
  /** The script, the interface or the service. */
  readonly detail?: string;
  readonly text: Text;
  /** What happens in the simulated world; none: nothing that VRRP could notice. */
  readonly strikes: readonly Fault[];
  /** What ends it. */
  readonly ends: readonly Fault[];
  /** "lb1 has power again" */
  readonly over: Text;
  /** `other`: the address has to move to the other node; `same`: it has to stay. */
  readonly expected: "other" | "same";
  /** Two owners afterwards are not the fault of the configuration: VRRP knows no better. */
  readonly mayDouble?: boolean;
  /** Nothing says that there is such a thing: staying where it is, the address gives rise to advice and no more. */
  readonly supposed?: boolean;
  /** How often the thing is looked at: the moment within this period is left to chance. Milliseconds. */
  readonly periodMs: number;
}

export const proofFaultKinds = [
  "node",
  "stop",
  "kill",
  "freeze",
  "link",
  "script",
  "interface",
  "service",
  "partition",
] as const;
export type ProofFaultKind = (typeof proofFaultKinds)[number];

/** Every single fault of a pair, first those of the owner. */
export function singleFaults(
  owner: ProofNode,
  other: ProofNode,
  instanceOf: (node: ProofNode) => VrrpInstance,
): readonly ProofFault[] {
  const [own, second] = [ofNode(owner, instanceOf(owner), "other"), ofNode(other, instanceOf(other), "same")];
  const { advertMs: periodMs } = instanceOf(owner);
  const cut: ProofFault = {
    kind: "partition",
    node: owner.name,
    text: {
      fr: `les deux nœuds ne s'entendent plus (coupure entre eux)`,
      en: `the two nodes do not hear each other (a cut between them)`,
    },
    strikes: [{ kind: "partition", nodes: [owner.name] }],
    ends: [{ kind: "join" }],
    over: { fr: "les deux nœuds s'entendent de nouveau", en: "the two nodes hear each other again" },
    expected: "other",
    mayDouble: true,
    periodMs,
  };
  return [...own, ...second, cut];
}

export type OfNode = Pick<ProofFault, "node" | "expected" | "periodMs">;

function ofNode(node: ProofNode, instance: VrrpInstance, expected: "other" | "same"): readonly ProofFault[] {
  const common: OfNode = { node: node.name, expected, periodMs: instance.advertMs };
  return [
    ...machineFaults(common, instance),
    ...(expected === "other" ? daemonFaults(common) : []),
    ...scriptFaults(common, node, node.trackedBy(instance.name)),
    ...interfaceFaults(common, instance),
    ...serviceFaults(common, node, node.trackedBy(instance.name)),
  ];
}
