import { pipeline } from "node:stream/promises";
import type { Engine } from "../../lab/runtime/docker/engine.ts";

/** Copies the image of the nodes from one engine to another and returns its name. */
export async function copyImage(source: Engine, target: Engine): Promise<string> {
  const images = await source.listImages({ filters: { reference: ["bascule:*"] } });
  const names = images.flatMap(({ RepoTags }) => RepoTags ?? []);
  const name = names.find((tag) => tag !== "bascule:latest") ?? "bascule:latest";
  const answer = await target.loadImage(await source.getImage(name).get(), { quiet: true });
  await pipeline(answer, async (said) => Array.fromAsync(said));
  await target.getImage(name).tag({ repo: "bascule", tag: "latest" }); // what the Compose file names
  return name;
}
