import { hostname } from "node:os";
import { labError } from "../../errors.ts";
import type { Missing } from "../runtime.ts";
import { askEngine, type Engine } from "./engine.ts";

/** Docker 19.03; older ones do not tell in their events how a program ended. */
const oldestApi = 1.4;

/** An engine that labs can be built with, or else what is missing for that. */
export type UsableEngine =
  | { readonly engine: Engine; readonly missing?: never }
  | { readonly engine?: never; readonly missing: Missing };

export async function usableEngine(): Promise<UsableEngine> {
  const { engine, refusal } = await askEngine();
  if (engine === undefined) return { missing: refusal === "EACCES" ? forbidden : noEngine };
  const missing = await tooOld(engine).catch(() => noEngine); // it ended meanwhile
  return missing === undefined ? { engine } : { missing };
}

/** @throws LabError ERR_MACHINE_MISSING when no engine answers, or one that is too old */
export async function requireEngine(): Promise<Engine> {
  const { engine, missing } = await usableEngine();
  if (engine !== undefined) return engine;
  const { what, remedy } = missing;
  throw labError("ERR_MACHINE_MISSING", {
    fr: `Il manque ${what.fr}. ${remedy.fr}`,
    en: `This machine lacks ${what.en}. ${remedy.en}`,
  });
}

async function tooOld(engine: Engine): Promise<Missing | undefined> {
  const { Version, ApiVersion } = await engine.version();
  const [major = 0, minor = 0] = ApiVersion.split(".").map(Number);
  if (major + minor / 100 >= oldestApi) return undefined;
  return {
    what: {
      fr: `un Docker plus récent (${Version} est là, 19.03 ou plus est nécessaire)`,
      en: `a newer Docker (${Version} is there, 19.03 or later is needed)`,
    },
    remedy: { fr: "Mettez-le à jour, ou prenez --runtime netns.", en: "Update it, or use --runtime netns." },
  };
}

/** Where an engine's containers are, seen from this process. */
export interface EngineSite {
  /** They are on this machine, under the same kernel and with the same files. */
  readonly isHere: boolean;
  /** And this process may enter them and make interfaces for them. */
  readonly isReachable: boolean;
  /** What the engine's machine calls itself. */
  readonly machine: string;
}

export async function siteOf(engine: Engine): Promise<EngineSite> {
  const {
    Name: machine = "",
    OperatingSystem = "",
    SecurityOptions = [],
  } = (await engine.info()) as {
    Name?: string;
    OperatingSystem?: string;
    SecurityOptions?: readonly string[] | null;
  };
  // An engine that is reached from inside a container, or over TCP, has another name.
  const isHere =
    process.platform === "linux" && machine === hostname() && !/Docker Desktop/.test(OperatingSystem);
  const isRootless = SecurityOptions?.some((option) => option.includes("name=rootless")) ?? false;
  return { isHere, isReachable: isHere && !isRootless && process.getuid?.() === 0, machine };
}

export const noEngine: Missing = {
  what: {
    fr: "un moteur de conteneurs (Docker) qui réponde",
    en: "a container engine (Docker) that answers",
  },
  remedy: {
    fr: "Démarrez-le : sudo systemctl start docker (npm run setup l'installe), ou prenez --runtime netns.",
    en: "Start it: sudo systemctl start docker (npm run setup installs it), or use --runtime netns.",
  },
};

const forbidden: Missing = {
  what: {
    fr: "l'accès à Docker, qui est là, pour cet utilisateur",
    en: "access to Docker, which is there, for this user",
  },
  remedy: {
    fr: "Ajoutez-le au groupe : sudo usermod -aG docker $USER, puis rouvrez la session ; ou prenez --runtime netns.",
    en: "Join the group: sudo usermod -aG docker $USER, and log in again; or use --runtime netns.",
  },
};
