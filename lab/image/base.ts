import { createHash } from "node:crypto";
import type { Text } from "../../agent/base/text.ts";
import type { Engine } from "../runtime/docker/engine.ts";
import { missingPrograms } from "../runtime/program.ts";
import { makeBase } from "./bootstrap.ts";
import { imagePackages } from "./content.ts";
import { readEngine } from "./engine-stream.ts";

/** What the image is built upon where a registry answers. */
const published = "debian:bookworm-slim";
/** A registry that has said nothing for so long is taken for absent. */
const registryMs = 15_000;

export interface Building {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  progress(text: Text): void;
}

/**
 * The name of an image to build upon: one that is there, else from the registry, else made from the mirror of the
 * distribution.
 */
export async function findBase(building: Building): Promise<string> {
  const { engine, progress } = building;
  const packages = await imagePackages();
  const own = `bascule-base:${createHash("sha256").update(packages.join(" ")).digest("hex").slice(0, 12)}`;
  for (const name of [own, published]) if (await hasImage(engine, name)) return name;
  const refusal = await pulled(building);
  if (refusal === undefined) return published;
  const [noTool] = await missingPrograms([{ program: "mmdebstrap", debianPackage: "mmdebstrap" }]);
  if (noTool !== undefined || process.getuid?.() !== 0) throw new Error(neither(refusal));
  progress({
    fr: "Aucun registre d'images ne répond : la base Debian est faite avec mmdebstrap (30 s environ)…",
    en: "No image registry answers: the Debian base is made with mmdebstrap (about 30 s)…",
  });
  await makeBase(building, own, packages);
  return own;
}

export async function hasImage(engine: Engine, name: string): Promise<boolean> {
  return engine
    .getImage(name)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

/** Undefined when the published base is there now; else why it is not. */
async function pulled({ engine, signal, progress }: Building): Promise<string | undefined> {
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(new Error("no answer")), registryMs);
  try {
    const abortSignal = AbortSignal.any([signal, silent.signal]);
    const answer = await engine.pull(published, { abortSignal });
    clearTimeout(timer);
    progress({ fr: `Téléchargement de ${published}…`, en: `Downloading ${published}…` });
    await readEngine(answer);
    return undefined;
  } catch (cause) {
    signal.throwIfAborted();
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    clearTimeout(timer);
  }
}

function neither(refusal: string): string {
  return `${published}: ${refusal}; mmdebstrap (as root) would do without a registry: apt-get install mmdebstrap`;
}
