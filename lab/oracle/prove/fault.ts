import type { Text } from "../../../agent/base/text.ts";
import type { VrrpInstance } from "../../../agent/config/keepalived/config.ts";
import { existenceOf } from "../../../agent/lint/rule/script-existence.ts";
import type { Fault } from "../../sim/fault.ts";
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
    expected: "other",
    mayDouble: true,
    periodMs,
  };
  return [...own, ...second, cut];
}

type OfNode = Pick<ProofFault, "node" | "expected" | "periodMs">;

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

function machineFaults(common: OfNode, { interfaceName }: VrrpInstance): readonly ProofFault[] {
  const { node } = common;
  return [
    {
      ...{ ...common, kind: "node" },
      text: { fr: `${node} tombe (coupure de courant)`, en: `${node} dies (power cut)` },
      strikes: [{ kind: "power-cut", node }],
    },
    {
      ...{ ...common, kind: "link", detail: interfaceName },
      text: {
        fr: `le câble de ${node} est débranché (${interfaceName})`,
        en: `the cable of ${node} is pulled (${interfaceName})`,
      },
      strikes: [{ kind: "link-down", node, interface: interfaceName }],
    },
  ];
}

function daemonFaults(common: OfNode): readonly ProofFault[] {
  const { node } = common;
  return [
    {
      ...{ ...common, kind: "stop" },
      text: {
        fr: `keepalived est arrêté sur ${node} (systemctl stop)`,
        en: `keepalived is stopped on ${node} (systemctl stop)`,
      },
      strikes: [{ kind: "stop-daemon", node }],
    },
    {
      ...{ ...common, kind: "kill", mayDouble: true },
      text: {
        fr: `keepalived est tué sur ${node} (kill -9)`,
        en: `keepalived is killed on ${node} (kill -9)`,
      },
      strikes: [{ kind: "kill-daemon", node }],
    },
  ];
}

function scriptFaults(common: OfNode, node: ProofNode, tracked: readonly string[]): readonly ProofFault[] {
  return tracked.flatMap((name) => {
    const script = node.config.scripts.find((each) => each.name === name);
    if (script === undefined) return [];
    const service = watchedService(script.argv, existenceOf(script)?.process);
    const what =
      service === undefined
        ? { fr: `le script ${name} échoue`, en: `the script ${name} fails` }
        : { fr: `${service} s'arrête (${name} échoue)`, en: `${service} stops (${name} fails)` };
    return [
      {
        ...{ ...common, kind: "script", detail: name, periodMs: script.intervalMs },
        text: { fr: `${what.fr} sur ${node.name}`, en: `${what.en} on ${node.name}` },
        strikes: [{ kind: "script", node: node.name, script: name, outcome: "fails" }],
      },
    ] as const;
  });
}

/** `systemctl is-active apache2` */
function watchedService(argv: readonly string[], process: string | undefined): string | undefined {
  if (process !== undefined) return process;
  const asked = argv.indexOf("is-active");
  return asked > 0 ? argv.slice(asked + 1).find((word) => !word.startsWith("-")) : undefined;
}

function interfaceFaults(common: OfNode, { trackInterfaces }: VrrpInstance): readonly ProofFault[] {
  const { node } = common;
  return trackInterfaces.map(({ name }) => ({
    ...{ ...common, kind: "interface", detail: name },
    text: {
      fr: `l'interface suivie ${name} tombe sur ${node}`,
      en: `the tracked interface ${name} goes down on ${node}`,
    },
    strikes: [{ kind: "link-down", node, interface: name }],
  }));
}

/** A service that no script asks after: it stops, and keepalived goes on as if nothing were. */
function serviceFaults(
  common: OfNode,
  { name: node, services, config }: ProofNode,
  tracked: readonly string[],
): readonly ProofFault[] {
  const scripts = config.scripts.filter(({ name }) => tracked.includes(name));
  const unwatched = services.filter((service) => !scripts.some(({ argv }) => asksAfter(argv, service)));
  const named = unwatched.map((service): ProofFault => {
    const text = { fr: `${service} s'arrête sur ${node}`, en: `${service} stops on ${node}` };
    return { ...{ ...common, kind: "service", detail: service }, text, strikes: [] };
  });
  if (services.length > 0 || tracked.length > 0 || common.expected === "same") return named;
  const text = {
    fr: `le programme qui répond à cette adresse s'arrête sur ${node}`,
    en: `the program that answers at this address stops on ${node}`,
  };
  return [{ ...{ ...common, kind: "service", supposed: true }, text, strikes: [] }];
}

/** Commands that ask after something that they name. What else a script may ask is not known, and taken on trust. */
const speaking = /^(killall|pidof|pgrep|systemctl|service)$/;

function asksAfter(argv: readonly string[], service: string): boolean {
  const command = (argv[0] ?? "").split("/").at(-1) ?? "";
  return !speaking.test(command) || argv.slice(1).some((word) => word.includes(service));
}
