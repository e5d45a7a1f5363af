import { type LabError, labError } from "../errors.ts";
import type { LiveView } from "../observe/live-view.ts";
import { rightfulOwner } from "../oracle/predict.ts";
import type { Promised } from "../oracle/promise.ts";
import type { StartedNode } from "../runtime/runtime.ts";

const patienceMs = 12_000;

/** A server that was checked before it listened is DOWN until `rise` checks have gone well: haproxy's default. */
const rise = 2;

/**
 * Waits until the lab does its work: the right node owns the virtual IP, the service answers, every checked server has
 * passed its health checks, and the instruments run. Resolves to false when patience ran out: such a lab is judged
 * all the same.
 * @throws LabError ERR_LAB_DAEMON when a node ended
 */
export async function settle(
  nodes: ReadonlyMap<string, StartedNode>,
  view: LiveView,
  promise: Promised,
  lastLines: (node: string) => readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const checked = promise.servers.flatMap(({ node, checked }) => (checked && node ? [node] : []));
  const wellChecked = (node: string) =>
    promise.balancers.every(({ address }) => view.goodChecks(node, address) >= rise);
  const ended = () => [...nodes.values()].find((node) => !node.running());
  const rightful = rightfulOwner(promise.balancers);
  // Both may wake as owners and sort it out a moment later; without preemption whoever is first stays.
  const owned = () =>
    view.owners.length === 1 && (view.owners[0] === rightful?.node || rightful?.preempts === false);
  const ready = () =>
    owned() &&
    view.lastGoodReplyMs > 0 &&
    checked.every(wellChecked) &&
    ["capture", "vip", "http"].every((name) => view.instruments.has(name));
  const settled = await view.until(() => ready() || ended() !== undefined, patienceMs, signal);
  const lost = ended();
  if (lost !== undefined) throw endedNode(lost, lastLines(lost.name));
  return settled;
}

/** Which node ended, and its last words. */
function endedNode(node: StartedNode, lastLines: readonly string[]): LabError {
  const said = lastLines.length === 0 ? "–" : lastLines.join("\n  ");
  return labError("ERR_LAB_DAEMON", {
    fr: `Le nœud ${node.name} s'est arrêté aussitôt démarré. Ses derniers messages :\n  ${said}\nCorrigez ses fichiers de configuration`,
    en: `Node ${node.name} ended as soon as it had started. Its last words:\n  ${said}\nMend its configuration files`,
  });
}
