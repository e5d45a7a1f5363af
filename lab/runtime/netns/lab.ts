import type { Text } from "../../../agent/base/text.ts";
import { type LabError, labError } from "../../errors.ts";
import { IpBatch } from "../../wire/ip-batch.ts";
import { bridgeLines } from "../../wire/switch-command.ts";
import { allOf } from "../all-of.ts";
import type { LabPlan, StartedLab } from "../runtime.ts";
import { notCreated, startedLab } from "../started-lab.ts";
import { bridgeName, cablesOf } from "./cable.ts";
import { type LabRoot, startLabRoot } from "./lab-root.ts";
import { readMountTable } from "./mount-table.ts";
import { NetnsNode } from "./node.ts";
import { writableStateFolder } from "./state.ts";
import { makeTree } from "./tree.ts";
import { makeUsr } from "./usr.ts";

/** @throws LabError ERR_LAB_START when anything of the lab cannot be created; nothing of it stays then */
export async function startNetnsLab(plan: LabPlan): Promise<StartedLab> {
  const base = await writableStateFolder();
  if (base === undefined) throw labError("ERR_LAB_START", noStateFolder);
  await using creation = new AsyncDisposableStack();
  try {
    const root = creation.use(await startLabRoot(plan.id, base));
    const ip = creation.use(new IpBatch(root.pid));
    const bridges = ip.run(plan.networks.flatMap(({ name }) => bridgeLines(bridgeName(plan, name))));
    const [nodes] = await allOf([createNodes(plan, root, ip), bridges]);
    await allOf(nodes.map((node) => node.start()));
    const resources = creation.move();
    const ended = root.ended.then(() => lost(plan.id));
    return startedLab(plan.id, { nodes, ended, close: () => resources.disposeAsync() });
  } catch (cause) {
    throw notCreated(plan.id, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function createNodes(plan: LabPlan, root: LabRoot, ip: IpBatch): Promise<readonly NetnsNode[]> {
  const mounts = await readMountTable();
  const byPath = new Set(plan.nodes.flatMap((node) => node.byPath ?? []));
  const machine = { mounts, usr: await makeUsr(root, mounts, [...byPath]) };
  const created = plan.nodes.map(async (node) => {
    const tree = await makeTree(root, node, plan, machine);
    return new NetnsNode(node, { root, switch: ip, cables: cablesOf(plan, node), tree });
  });
  return allOf(created);
}

function lost(id: string): LabError {
  return labError("ERR_LAB_START", {
    fr: `Le labo ${id} s'est arrêté de lui-même : son processus racine a été tué. Relancez la commande.`,
    en: `The lab ${id} ended by itself: its root process was killed. Run the command again.`,
  });
}

const noStateFolder: Text = {
  fr: "Aucun dossier où noter l'état du labo n'est accessible en écriture (/run, $XDG_RUNTIME_DIR, dossier temporaire). Libérez l'un d'eux.",
  en: "No folder for the lab's state is writable (/run, $XDG_RUNTIME_DIR, the temporary folder). Make one of them writable.",
};
