import type { Engine } from "../runtime/docker/engine.ts";
import { checkout } from "./content.ts";

/** Removes the images that this checkout had before, except those that containers still use. */
export async function removeOldImages(engine: Engine, current: readonly string[]): Promise<void> {
  const filters = { label: [`bascule.checkout=${checkout}`] };
  const images = await engine.listImages({ filters: JSON.stringify(filters) });
  const names = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => !current.includes(name));
  for (const name of names)
    await engine
      .getImage(name)
      .remove()
      .catch(() => {}); // in use: a later build removes it
}
