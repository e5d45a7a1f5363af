import { type Engine, statusOf } from "./engine.ts";
import { removeLabFolder } from "./files.ts";
import { labels } from "./label.ts";

/** Somebody else removed it first, or is about to. */
const alreadyGone: readonly (number | undefined)[] = [404, 409];

/** Removes everything that carries the lab's id; returns how many containers and networks there were. */
export async function removeLab(engine: Engine, labId: string): Promise<number> {
  const filters = { label: [`${labels.lab}=${labId}`] };
  const containers = await engine.listContainers({ all: true, filters });
  await Promise.all(containers.map(({ Id }) => removeContainer(engine, Id)));
  const networks = await engine.listNetworks({ filters });
  await Promise.all(networks.map(({ Id }) => gone(engine.getNetwork(Id).remove())));
  await removeLabFolder(labId);
  return containers.length + networks.length;
}

export function removeContainer(engine: Engine, id: string): Promise<void> {
  return gone(engine.getContainer(id).remove({ force: true, v: true }));
}

export async function gone(removing: Promise<unknown>): Promise<void> {
  await removing.catch((cause: unknown) => {
    if (!alreadyGone.includes(statusOf(cause))) throw cause;
  });
}
