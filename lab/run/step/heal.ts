import type { Text } from "../../../agent/base/text.ts";
import type { FaultName } from "./schema.ts";
import type { StepKind } from "./step.ts";

/** Undoes a fault by its kind; a node that had ended is started again and watched again. */
export const heal: StepKind<FaultName> = {
  async run(kind, { stage, lab, history, trial, injected, progress }) {
    const standing = injected.get(kind);
    const node = lab.nodes.get(standing?.target ?? "");
    if (standing === undefined || node === undefined) return;
    const wasRunning = node.running();
    const beganMs = stage.time.nowMs();
    await standing.fault.heal();
    injected.delete(kind);
    const event = { atMs: beganMs, node: node.name, kind: "fault", fault: kind, action: "heal" } as const;
    history.append({ ...event, trial, doneMs: stage.time.nowMs() });
    if (!wasRunning) {
      history.append({ atMs: beganMs, node: node.name, kind: "node", state: "started" });
      await stage.observeAgain(node, history).catch((error) => {
        if (node.running()) throw error;
      });
    }
    if (!node.running()) {
      // With its files its programs do not start: then it has not come back, and that is judged.
      history.append({ atMs: stage.time.nowMs(), node: node.name, kind: "node", state: "exited" });
      return progress(endedText(node.name));
    }
    progress({ fr: `${node.name} est de retour`, en: `${node.name} is back` });
  },
};

function endedText(node: string): Text {
  return {
    fr: `${node} s'est arrêté aussitôt redémarré : avec ses fichiers ses programmes ne démarrent pas`,
    en: `${node} ended as soon as it was started again: with its files its programs do not start`,
  };
}
