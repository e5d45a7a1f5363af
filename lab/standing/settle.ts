import { setTimeout as sleep } from "node:timers/promises";
import type { Text } from "../../agent/base/text.ts";
import { type LabError, labError } from "../errors.ts";
import { askLab, type LivePlace } from "./choose.ts";
import { copyLogs } from "./log.ts";
import type { LabStatus } from "./status.ts";

const patienceMs = 20_000;
const everyMs = 200;
/** An owner for so long is the owner: at the start the lesser one may be a moment faster. */
const stableMs = 1000;
const lastLines = 5;

interface Surroundings {
  readonly signal: AbortSignal;
  progress(text: Text): void;
}

/**
 * Waits until one node owns the virtual IP and keeps it, and resolves to how the lab stands then; when patience runs out the lab
 * stands all the same, for whoever wants to look into it.
 * @throws LabError ERR_LAB_DAEMON when a node ended
 */
export async function settleStanding(lab: LivePlace, { signal, progress }: Surroundings): Promise<LabStatus> {
  const deadlineMs = performance.now() + patienceMs;
  let owner: { readonly name: string; readonly sinceMs: number } | undefined;
  for (;;) {
    const reply = await askLab(lab, { ask: "status" });
    if (reply.reply !== "status") throw new Error(`the keeper answered ${reply.reply}`);
    const { status } = reply;
    const lost = status.nodes.find(({ state }) => state === "stopped");
    if (lost !== undefined) throw await endedNode(lab, lost.name);
    const nowMs = performance.now();
    const [name, ...others] = status.vipOwners;
    if (name === undefined || others.length > 0) owner = undefined;
    else if (name !== owner?.name) owner = { name, sinceMs: nowMs };
    else if (nowMs - owner.sinceMs >= stableMs) return status;
    if (nowMs > deadlineMs) {
      progress(unsettled);
      return status;
    }
    await sleep(everyMs, undefined, { signal });
  }
}

/** Which node ended, and its last words. */
async function endedNode(lab: LivePlace, node: string): Promise<LabError> {
  const lines: string[] = [];
  await copyLogs(lab, [node], (_, line) => lines.push(line));
  const said = lines.slice(-lastLines).join("\n  ") || "–";
  return labError("ERR_LAB_DAEMON", {
    fr: `Le nœud ${node} s'est arrêté aussitôt démarré. Ses derniers messages :\n  ${said}\nCorrigez ses fichiers de configuration`,
    en: `Node ${node} ended as soon as it had started. Its last words:\n  ${said}\nMend its configuration files`,
  });
}

const unsettled: Text = {
  fr: "Aucun nœud, ou plus d'un, ne détient l'adresse virtuelle ; « bascule logs » dit pourquoi",
  en: "No node, or more than one, owns the virtual IP; `bascule logs` says why",
};
