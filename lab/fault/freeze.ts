import { text } from "node:stream/consumers";
import { labError } from "../errors.ts";
import type { StartedNode } from "../runtime/runtime.ts";
import type { FaultKind } from "./fault.ts";

/**
 * A program hangs: SIGSTOP to every process of that name inside the node. The kernel goes on answering for its
 * addresses and connections. Healing lets it run on (SIGCONT).
 */
export const freeze: FaultKind = {
  options: ["process"],
  describe: (target, { process }) => ({
    fr: `geler ${process} sur ${target}`,
    en: `freeze ${process} on ${target}`,
  }),
  async inject(target, { process = "" }, { nowMs }) {
    const beganMs = nowMs();
    await signal(target, "STOP", process);
    return { beganMs, doneMs: nowMs(), heal: () => signal(target, "CONT", process) };
  },
};

async function signal(target: StartedNode, name: "STOP" | "CONT", program: string): Promise<void> {
  const killall = await target.spawn(["killall", `-${name}`, program]);
  const [complaint, { code }] = await Promise.all([text(killall.stderr), killall.exited]);
  if (code === 0) return;
  const fr = `Aucun programme « ${program} » ne tourne sur ${target.name} (${complaint.trim()}). Vérifiez son nom avec ps.`;
  const en = `No program "${program}" runs on ${target.name} (${complaint.trim()}). Check its name with ps.`;
  throw labError("ERR_LAB_DAEMON", { fr, en });
}
