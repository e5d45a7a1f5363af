import type { Text } from "../../../agent/base/text.ts";
import type { ProofFault } from "./fault.ts";
import { type Outcome, play } from "./play.ts";
import type { Pair, ProofNode, ProofRow, Range } from "./proof.ts";
import { type Beside, reasonFor } from "./reason.ts";

/** At so many moments of a period a fault is tried. */
const phases = 5;

/** Lets one fault happen to an address, and judges what becomes of it. */
export function judged(nodes: Pair, vip: string, fault: ProofFault, beside: Beside): ProofRow {
  const found = outcomes(nodes, vip, fault, "timers");
  const { kind, node, detail = null, text } = fault;
  const wanted = fault.expected === "other" ? beside.other.name : beside.owner.name;
  const during = found.map((each) => each.during);
  const worst =
    during.find(({ owners }) => owners[0] !== wanted) ??
    during.find(({ owners }) => owners.length > 1) ??
    during[0];
  const owners = worst?.owners ?? [];
  const isRight = owners[0] === wanted;
  const back = backOf(fault, found);
  const returned = back === null || back.owners.length === 1;
  const verdict = returned ? verdictOn(fault, isRight, owners.length) : "fail";
  const moved = fault.expected === "other" && isRight;
  const reason = isRight ? (returned ? doubled(fault) : astray(fault)) : reasonFor(fault, beside);
  return {
    ...{ vip, kind, node, detail, text, verdict, back },
    ownersAfter: owners,
    movedMs: moved ? span(during.map(({ afterMs }) => afterMs)) : null,
    outageMs: outageOf(during),
    watched: moved && nodes.every((each) => watches(each, vip)) ? watched(nodes, vip, fault) : null,
    reason: verdict === "pass" ? null : reason,
  };
}

function outcomes(
  nodes: Pair,
  vip: string,
  fault: ProofFault,
  means: Parameters<typeof play>[4],
): readonly Outcome[] {
  return Array.from({ length: phases }, (_, index) =>
    play(nodes, vip, fault, (fault.periodMs * (index + 0.5)) / phases, means),
  );
}

function watches({ config }: ProofNode, vip: string): boolean {
  return config.instances.some(
    ({ watch, virtualAddresses }) =>
      watch !== undefined && virtualAddresses.some(({ address }) => address === vip),
  );
}

function watched(nodes: Pair, vip: string, fault: ProofFault): ProofRow["watched"] {
  const during = outcomes(nodes, vip, { ...fault, ends: [] }, "watch").map((each) => each.during);
  return { movedMs: span(during.map(({ afterMs }) => afterMs)), outageMs: outageOf(during) };
}

/** Of the moments that were tried, one that ends without exactly one owner counts first. */
function backOf({ ends, over: text }: ProofFault, found: readonly Outcome[]): ProofRow["back"] {
  if (ends.length === 0) return null;
  const over = found.map((each) => each.over);
  const owners = (over.find((each) => each.owners.length !== 1) ?? over[0])?.owners ?? [];
  const moved = found.some(({ during, over: { owners: later } }) => later[0] !== during.owners[0]);
  return {
    ...{ text, owners },
    movedMs: moved ? span(over.map(({ afterMs }) => afterMs)) : null,
    outageMs: outageOf(over),
  };
}

function outageOf(found: readonly { readonly outageMs: number }[]): Range | null {
  const outages = found.map(({ outageMs }) => outageMs);
  return outages.every(Number.isFinite) ? span(outages) : null;
}

function verdictOn(fault: ProofFault, isRight: boolean, owners: number): ProofRow["verdict"] {
  if (!isRight) return fault.supposed ? "warn" : "fail";
  if (owners === 1) return "pass";
  return fault.mayDouble ? "warn" : "fail";
}

function span(values: readonly number[]): Range {
  return [Math.round(Math.min(...values)), Math.round(Math.max(...values))];
}

function doubled({ kind, node }: ProofFault): Text {
  return kind === "partition" ? besideEachOther : leftBehind(node);
}

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

function astray({ over }: ProofFault): Text {
  return {
    fr: `ensuite (${over.fr}), il n'y a pas un propriétaire et un seul`,
    en: `afterwards (${over.en}) there is not exactly one owner`,
  };
}
