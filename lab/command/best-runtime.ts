import type { Text } from "../../agent/base/text.ts";
import { runtimes } from "../runtime/index.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** A runtime, and in one sentence why it is this one. */
export interface RuntimeChoice {
  readonly runtime: Runtime;
  readonly why: Text;
}

/**
 * The runtime for those who have no wish: Docker where its engine answers, else namespaces. On Linux the engine has to
 * be this machine's own: elsewhere it would not see the files that nodes are given. Where there are no namespaces of
 * Linux, any engine is better than none.
 */
export async function bestRuntime(): Promise<RuntimeChoice> {
  const { siteOf, noEngine, usableEngine } = await import("../runtime/docker/usable-engine.ts");
  const { engine, missing } = await usableEngine();
  if (engine === undefined) return inNamespaces(missing === noEngine ? silent : lacking(missing.what));
  const site = await siteOf(engine).catch(() => undefined); // it ended meanwhile
  if (site === undefined) return inNamespaces(silent);
  if (process.platform === "linux" && !site.isHere) return inNamespaces(elsewhere(site.machine));
  return { runtime: runtimes.docker, why: answers };
}

/** Namespaces after all, because Docker could not be made ready. */
export function insteadOfDocker(reason: Text): RuntimeChoice {
  return {
    runtime: runtimes.netns,
    why: {
      fr: `${reason.fr}\nLe labo est donc construit sans Docker, dans des espaces de noms de Linux.`,
      en: `${reason.en}\nSo the lab is built without Docker, in Linux namespaces.`,
    },
  };
}

function inNamespaces(reason: Text): RuntimeChoice {
  return {
    runtime: runtimes.netns,
    why: {
      fr: `${reason.fr} : le labo est construit dans des espaces de noms de Linux (netns)`,
      en: `${reason.en}: the lab is built in Linux namespaces (netns)`,
    },
  };
}

const answers: Text = {
  fr: "Docker répond : le labo est construit en conteneurs (sans Docker : --runtime netns)",
  en: "Docker answers: the lab is built in containers (without Docker: --runtime netns)",
};

const silent: Text = {
  fr: "Aucun moteur de conteneurs ne répond",
  en: "No container engine answers",
};

function lacking({ fr, en }: Text): Text {
  return { fr: `Il manque ${fr}`, en: `This machine lacks ${en}` };
}

function elsewhere(machine: string): Text {
  return {
    fr: `Docker répond, mais depuis une autre machine (${machine})`,
    en: `Docker answers, but from another machine (${machine})`,
  };
}
