import type { Text } from "../../agent/base/text.ts";
import type { VrrpInstance } from "../../agent/config/keepalived/config.ts";
import { singleFaults } from "./prove/fault.ts";
import { judged } from "./prove/judge.ts";
import { powerCutText } from "./prove/machine-fault.ts";
import { ownersInCalm } from "./prove/play.ts";
import type { Pair, Proof, ProofNode, ProofRow } from "./prove/proof.ts";

/** Lets every single fault happen to a pair, in the simulator, and says who owns its addresses afterwards. */
export function prove(nodes: Pair): Proof {
  const addresses = sharedAddresses(nodes);
  const first = addresses[0];
  if (first === undefined) return { owner: null, rows: [] };
  const rows = addresses.flatMap((vip) => proveAddress(nodes, vip));
  const owners = ownersInCalm(nodes, first);
  return { owner: owners.length === 1 ? (owners[0] ?? null) : null, rows };
}

/** The first address of every instance: the others go where it goes. */
function sharedAddresses([first, second]: Pair): readonly string[] {
  const all = [...first.config.instances, ...second.config.instances];
  return [...new Set(all.flatMap(({ virtualAddresses }) => virtualAddresses[0]?.address ?? []))];
}

function proveAddress(nodes: Pair, vip: string): readonly ProofRow[] {
  const calm = calmRow(vip, ownersInCalm(nodes, vip));
  const [name] = calm.ownersAfter;
  const owner = nodes.find((node) => node.name === name);
  const other = nodes.find((node) => node.name !== name);
  if (calm.verdict === "fail" || owner === undefined || other === undefined) return [calm];
  const instanceOf = ({ config }: ProofNode) => carrierOf(config.instances, vip);
  const [own, across] = [instanceOf(owner), instanceOf(other)];
  if (own === undefined || across === undefined) return [calm, loneRow(calm, owner, other)];
  const beside = { owner, other, instanceOf: (node: ProofNode) => (node === owner ? own : across) };
  const faults = singleFaults(owner, other, beside.instanceOf);
  return [calm, ...faults.map((fault) => judged(nodes, vip, fault, beside))];
}

function carrierOf(instances: readonly VrrpInstance[], vip: string): VrrpInstance | undefined {
  return instances.find(({ virtualAddresses }) => virtualAddresses.some(({ address }) => address === vip));
}

function calmRow(vip: string, owners: readonly string[]): ProofRow {
  const row: ProofRow = {
    ...{ vip, kind: "none", node: null, detail: null, text: allWell },
    ...{ movedMs: null, watched: null, back: null, reason: null },
    ownersAfter: owners,
    outageMs: [0, 0],
    verdict: "pass",
  };
  if (owners.length === 0) return { ...row, outageMs: null, verdict: "fail", reason: nobody };
  return owners.length === 1 ? row : { ...row, verdict: "fail", reason: both };
}

/** The other node does not know the address. */
function loneRow(calm: ProofRow, { name }: ProofNode, other: ProofNode): ProofRow {
  return {
    ...{ ...calm, kind: "node", node: name, text: powerCutText(name) },
    ...{ ownersAfter: [], outageMs: null, verdict: "fail", reason: alone(other.name, calm.vip) },
  };
}

const allWell: Text = { fr: "tout va bien", en: "all is well" };
const nobody: Text = { fr: "personne ne prend l'adresse", en: "nobody takes the address" };
const both: Text = {
  fr: "les deux nœuds ont l'adresse en même temps",
  en: "both nodes have the address at the same time",
};

function alone(other: string, vip: string): Text {
  return {
    fr: `aucune instance de ${other} n'a ${vip}`,
    en: `no instance of ${other} has ${vip}`,
  };
}
