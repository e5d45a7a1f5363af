import { spawn } from "node:child_process";
import { labError } from "../errors.ts";
import { reasonOf } from "../runtime/docker/engine.ts";
import { toolEnvironment } from "../wire/tool.ts";
import { type Building, findBase, hasImage } from "./base.ts";
import { checkout, type ImageContent, imageContent } from "./content.ts";
import { EngineRefusal, readEngine } from "./engine-stream.ts";
import { removeOldImages } from "./old-image.ts";

const repository = "bascule";

/**
 * The image of the nodes, built where it is not there yet or the sources have changed.
 * @throws LabError ERR_IMAGE_BUILD when it cannot be built; nothing of it stays then
 */
export async function ensureImage(building: Building): Promise<string> {
  const content = await imageContent();
  const name = `${repository}:${content.digest}`;
  if (await hasImage(building.engine, name)) return name;
  building.progress({
    fr: "L'image des nœuds est construite (la première fois : une à trois minutes)…",
    en: "The image of the nodes is being built (the first time: one to three minutes)…",
  });
  const startedMs = performance.now();
  try {
    await build(building, await findBase(building), content, name);
    // For those who start the Compose file with Docker's own tools.
    await building.engine.getImage(name).tag({ repo: repository, tag: "latest" });
    await removeOldImages(building.engine, [name, `${repository}:latest`]);
  } catch (cause) {
    building.signal.throwIfAborted();
    throw notBuilt(cause);
  }
  building.progress(await builtText(building, name, performance.now() - startedMs));
  return name;
}

async function build(
  { engine, signal }: Building,
  base: string,
  content: ImageContent,
  name: string,
): Promise<void> {
  const tar = spawn("tar", ["--create", "--directory", checkout, ...content.paths], {
    stdio: ["ignore", "pipe", "inherit"],
    env: toolEnvironment(),
  });
  const packed = new Promise<void>((resolve, reject) => {
    const told = (code: number | null) =>
      code === 0 ? resolve() : reject(new Error(`tar ended with ${code}`));
    tar.once("error", reject).once("close", told);
  });
  const options = {
    t: name,
    buildargs: { BASE: base, ...proxies() },
    labels: { "bascule.checkout": checkout },
    // Bridged build containers would need the engine's packet filter; and an unfinished one must not stay.
    networkmode: "host",
    forcerm: true,
    abortSignal: signal,
  };
  try {
    const built = engine.buildImage(tar.stdout, options).then(readEngine);
    await Promise.all([built, packed]);
  } catch (cause) {
    tar.kill();
    if (cause instanceof EngineRefusal) await removeUnfinished(engine, cause);
    throw cause;
  }
}

/** The last step that succeeded; its unnamed parents go with it. Steps that other images share stay. */
async function removeUnfinished(engine: Building["engine"], { lines }: EngineRefusal): Promise<void> {
  const said = lines.map(({ stream }) => /^ ---> ([0-9a-f]{12})$/m.exec(stream ?? "")?.[1]);
  const last = said.findLast((id) => id !== undefined);
  if (last !== undefined)
    await engine
      .getImage(last)
      .remove()
      .catch(() => {}); // it has a name or a child: not ours alone
}

/** Build steps that fetch something need what this process would need. */
function proxies(): Record<string, string> {
  const names = ["http_proxy", "https_proxy", "no_proxy"];
  const entries = names.flatMap((name) => {
    const value = process.env[name] ?? process.env[name.toUpperCase()];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

async function builtText({ engine }: Building, name: string, tookMs: number) {
  const { Size } = await engine.getImage(name).inspect();
  const [seconds, megabytes] = [Math.round(tookMs / 1000), Math.round(Size / 1e6)];
  return {
    fr: `L'image ${name} est prête : ${seconds} s, ${megabytes} Mo`,
    en: `The image ${name} is ready: ${seconds} s, ${megabytes} MB`,
  };
}

function notBuilt(cause: unknown): Error {
  const reason = reasonOf(cause);
  const noSpace = /no space left/i.test(reason);
  const remedy = {
    fr: noSpace
      ? "Libérez environ 1 Go dans /var/tmp et là où Docker garde ses images (docker system df)."
      : "Corrigez la cause et relancez.",
    en: noSpace
      ? "Free about 1 GB in /var/tmp and where Docker keeps its images (docker system df)."
      : "Repair the cause and run again.",
  };
  return labError(
    "ERR_IMAGE_BUILD",
    {
      fr: `L'image des nœuds n'a pas pu être construite (${reason}). Rien d'inachevé n'en reste. ${remedy.fr}`,
      en: `The image of the nodes could not be built (${reason}). Nothing unfinished of it is left. ${remedy.en}`,
    },
    cause,
  );
}
