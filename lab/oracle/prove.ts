import type { Text } from "../../agent/base/text.ts";
import type { VrrpInstance } from "../../agent/config/keepalived/config.ts";
import { type Afterwards, afterwards, simulate } from "../sim/simulate.ts";
import { type ProofFault, singleFaults } from "./prove/fault.ts";
import type { Proof, ProofNode, ProofRow } from "./prove/proof.ts";
import { reasonFor } from "./prove/reason.ts";
import { settleMs, worldOf } from "./prove/world.ts";

/** At so many moments of a period a fault is tried. */
const phases = 5;
const seed = 1;

type Pair = readonly [ProofNode, ProofNode];

/** Lets every single fault happen to a pair, in the simulator, and says who owns its addresses afterwards. */
export function prove(nodes: Pair): Proof {
  const addresses = sharedAddresses(nodes);
  const first = addresses[0];
  if (first === undefined) return { owner: null, rows: [] };
  const rows = addresses.flatMap((vip) => proveAddress(nodes, vip));
  return { owner: ownerOf(nodes, first) ?? null, rows };
}

/** The first address of every instance: the others go where it goes. */
function sharedAddresses([first, second]: Pair): readonly string[] {
  const all = [...first.config.instances, ...second.config.instances];
  return [...new Set(all.flatMap(({ virtualAddresses }) => virtualAddresses[0]?.address ?? []))];
}

function proveAddress(nodes: Pair, vip: string): readonly ProofRow[] {
  const calm = { vip, kind: "none", node: null, detail: null, text: allWell, movedMs: null } as const;
  const before = outcome(nodes, vip, [], 0);
  const [name, twin] = before.owners;
  if (name === undefined) {
    return [{ ...calm, ownersAfter: [], outageMs: null, verdict: "fail", reason: nobody }];
  }
  const row: ProofRow = {
    ...calm,
    ownersAfter: before.owners,
    outageMs: [0, 0],
    verdict: "pass",
    reason: null,
  };
  if (twin !== undefined) return [{ ...row, verdict: "fail", reason: both }];
  const owner = nodes.find((node) => node.name === name) as ProofNode;
  const other = nodes.find((node) => node.name !== name) as ProofNode;
  const instanceOf = ({ config }: ProofNode) => carrierOf(config.instances, vip);
  const carriers = { own: instanceOf(owner), across: instanceOf(other) };
  if (carriers.own === undefined || carriers.across === undefined) {
    return [
      row,
      {
        ...row,
        kind: "node",
        node: name,
        text: dies(name),
        ownersAfter: [],
        outageMs: null,
        verdict: "fail",
        reason: alone(other.name, vip),
      },
    ];
  }
  const { own, across } = carriers;
  const beside = { owner, other, instanceOf: (node: ProofNode) => (node === owner ? own : across) };
  const faults = singleFaults(owner, other, beside.instanceOf);
  return [row, ...faults.map((fault) => judged(nodes, vip, fault, beside))];
}

function carrierOf(instances: readonly VrrpInstance[], vip: string): VrrpInstance | undefined {
  return instances.find(({ virtualAddresses }) => virtualAddresses.some(({ address }) => address === vip));
}

function ownerOf(nodes: Pair, vip: string): string | undefined {
  const { owners } = outcome(nodes, vip, [], 0);
  return owners.length === 1 ? owners[0] : undefined;
}

/** What becomes of the address when this happens `lateMs` after all has settled. */
function outcome(nodes: Pair, vip: string, strikes: ProofFault["strikes"], lateMs: number): Afterwards {
  const settled = settleMs(nodes);
  const faultMs = settled + lateMs;
  const schedule = strikes.map((fault) => ({ atMs: faultMs, fault }));
  return afterwards(simulate(worldOf(nodes), schedule, { seed, untilMs: faultMs + settled }), vip, faultMs);
}

function judged(
  nodes: Pair,
  vip: string,
  fault: ProofFault,
  beside: Parameters<typeof reasonFor>[1],
): ProofRow {
  const found = Array.from({ length: phases }, (_, index) =>
    outcome(nodes, vip, fault.strikes, (fault.periodMs * (index + 0.5)) / phases),
  );
  const { kind, node, detail = null, text } = fault;
  const wanted = fault.expected === "other" ? beside.other.name : beside.owner.name;
  const worst =
    found.find(({ owners }) => owners[0] !== wanted) ??
    found.find(({ owners }) => owners.length > 1) ??
    found[0];
  const owners = worst?.owners ?? [];
  const isRight = owners[0] === wanted;
  const verdict = verdictOn(fault, isRight, owners.length);
  const moved = fault.expected === "other" && isRight;
  const outages = found.map(({ outageMs }) => outageMs);
  return {
    ...{ vip, kind, node, detail, text, verdict },
    ownersAfter: owners,
    movedMs: moved ? span(found.map(({ afterMs }) => afterMs)) : null,
    outageMs: outages.every(Number.isFinite) ? span(outages) : null,
    reason: verdict === "pass" ? null : isRight ? doubled(fault) : reasonFor(fault, beside),
  };
}

function verdictOn(fault: ProofFault, isRight: boolean, owners: number): ProofRow["verdict"] {
  if (!isRight) return fault.supposed ? "warn" : "fail";
  if (owners === 1) return "pass";
  return fault.mayDouble ? "warn" : "fail";
}

function doubled({ kind, node }: ProofFault): Text {
  return kind === "partition" ? besideEachOther : leftBehind(node);
}

function span(values: readonly number[]): readonly [number, number] {
  return [Math.round(Math.min(...values)), Math.round(Math.max(...values))];
}

const allWell: Text = { fr: "tout va bien", en: "all is well" };
const nobody: Text = { fr: "personne ne prend l'adresse", en: "nobody takes the address" };
const both: Text = {
  fr: "les deux nœuds ont l'adresse en même temps",
  en: "both nodes have the address at the same time",
};
const besideEachOther: Text = {
  fr: "chacun croit l'autre mort et prend l'adresse : VRRP ne l'empêche pas",
  en: "each believes the other dead and takes the address: VRRP does not prevent it",
};

/** The daemon that should take it away is gone or hangs. */
function leftBehind(name: string): Text {
  return {
    fr: `l'adresse reste aussi sur ${name}, dont le démon ne la retire plus ; les clients suivent la dernière annonce ARP`,
    en: `the address stays on ${name} too, whose daemon no longer takes it away; clients follow the last ARP announcement`,
  };
}

function dies(name: string): Text {
  return { fr: `${name} tombe (coupure de courant)`, en: `${name} dies (power cut)` };
}

function alone(other: string, vip: string): Text {
  return {
    fr: `aucune instance de ${other} n'a ${vip}`,
    en: `no instance of ${other} has ${vip}`,
  };
}
