import type { Text } from "../../../agent/base/text.ts";
import type { VrrpInstance, VrrpScript } from "../../../agent/config/keepalived/config.ts";
import { asMeant, priorityWhen } from "../../../agent/lint/meant.ts";
import type { ProofFault } from "./fault.ts";
import type { ProofNode } from "./proof.ts";

export interface Beside {
  readonly owner: ProofNode;
  readonly other: ProofNode;
  instanceOf(node: ProofNode): VrrpInstance;
}

/** Why an address does not move, in numbers. */
export function reasonFor(fault: ProofFault, beside: Beside): Text {
  if (fault.kind === "service") return unwatched(fault);
  if (fault.kind === "script") return unmoved(fault, beside);
  return inNumbers(beside, fault.detail);
}

function unwatched({ detail }: ProofFault): Text {
  return {
    fr: `aucun track_script ne demande de nouvelles ${detail === undefined ? "d'un programme" : `de ${detail}`} : keepalived n'en sait rien`,
    en: `no track_script asks after ${detail ?? "any program"}: keepalived knows nothing of it`,
  };
}

function unmoved({ detail = "" }: ProofFault, beside: Beside): Text {
  const { owner, instanceOf } = beside;
  const instance = instanceOf(owner);
  const numbers = inNumbers(beside, detail);
  const script = owner.config.scripts.find(({ name }) => name === detail);
  if (instance.trackScripts.some(({ name }) => name === detail) || script === undefined) return numbers;
  const meant = inNumbers({ ...beside, instanceOf: (node) => meantOf(node, instanceOf) }, detail);
  const [own, across] = [instance.priority, instanceOf(beside.other).priority];
  const alone = {
    fr: `keepalived ignore ${detail}, défini après son emploi : ${own} contre ${across} quoi qu'il arrive`,
    en: `keepalived ignores ${detail}, which is defined after its use: ${own} against ${across} whatever happens`,
  };
  return moves(beside, script)
    ? alone
    : {
        fr: `${alone.fr} ; et dans le bon ordre, ${meant.fr}`,
        en: `${alone.en}; and in the right order, ${meant.en}`,
      };
}

/** Whether it would move if the script counted. */
function moves({ owner, other, instanceOf }: Beside, { name }: VrrpScript): boolean {
  const own = meantOf(owner, instanceOf);
  const tracked = own.trackScripts.find((each) => each.name === name);
  return tracked?.weight === 0 || priorityWhen(own, name) < priorityWhen(meantOf(other, instanceOf));
}

function meantOf(node: ProofNode, instanceOf: Beside["instanceOf"]): VrrpInstance {
  const instance = instanceOf(node);
  return asMeant(instance, node.config.scripts, node.trackedBy(instance.name));
}

function inNumbers({ owner, other, instanceOf }: Beside, failing: string | undefined): Text {
  const [own, across] = [priorityWhen(instanceOf(owner), failing), priorityWhen(instanceOf(other))];
  const weight = instanceOf(owner).trackScripts.find(({ name }) => name === failing)?.weight;
  const small = {
    fr: weight === undefined ? "" : ` : le poids ${weight} est trop petit`,
    en: weight === undefined ? "" : `: weight ${weight} is too small`,
  };
  return {
    fr: `${own} (${owner.name}) contre ${across} (${other.name})${small.fr}`,
    en: `${own} (${owner.name}) against ${across} (${other.name})${small.en}`,
  };
}
