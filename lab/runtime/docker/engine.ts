import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { labError } from "../../errors.ts";
import type { Missing } from "../runtime.ts";

export type Engine = Docker;

/** Docker 19.03; older ones do not tell in their events how a program ended. */
const oldestApi = 1.4;
const answerMs = 3000;

/** The engine that DOCKER_HOST names, or this machine's, or this user's; undefined when none answers. */
export async function findEngine(): Promise<Engine | undefined> {
  const options = engineOptions();
  if (options === undefined) return undefined;
  const { default: Client } = await import("dockerode"); // slow to load, and not needed where there is no engine
  const engine = new Client(options);
  const answered = engine.version().then(
    () => true,
    () => false,
  );
  return (await Promise.race([answered, sleep(answerMs, false, { ref: false })])) ? engine : undefined;
}

/** Undefined where nothing can answer. */
function engineOptions(): { readonly socketPath?: string } | undefined {
  const [host, user] = [process.env.DOCKER_HOST, process.env.XDG_RUNTIME_DIR];
  if (host !== undefined && host !== "") return {};
  if (process.platform === "win32") return {};
  const sockets = ["/var/run/docker.sock", ...(user === undefined ? [] : [join(user, "docker.sock")])];
  const socketPath = sockets.find((path) => existsSync(path));
  return socketPath === undefined ? undefined : { socketPath };
}

/** @throws LabError ERR_MACHINE_MISSING when no engine answers, or one that is too old */
export async function requireEngine(): Promise<Engine> {
  const engine = await findEngine();
  const missing = engine === undefined ? noEngine : await tooOld(engine);
  if (engine !== undefined && missing === undefined) return engine;
  const { what, remedy } = missing ?? noEngine;
  throw labError("ERR_MACHINE_MISSING", {
    fr: `Il manque ${what.fr}. ${remedy.fr}`,
    en: `This machine lacks ${what.en}. ${remedy.en}`,
  });
}

export async function tooOld(engine: Engine): Promise<Missing | undefined> {
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

/** Whether the engine's containers are processes of this machine that this process may enter. */
export async function isReachable(engine: Engine): Promise<boolean> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const { OperatingSystem, SecurityOptions } = (await engine.info()) as {
    OperatingSystem?: string;
    SecurityOptions?: readonly string[];
  };
  const isRootless = SecurityOptions?.some((option) => option.includes("name=rootless")) ?? false;
  return !isRootless && !/Docker Desktop/.test(OperatingSystem ?? "");
}

export const noEngine: Missing = {
  what: {
    fr: "un moteur de conteneurs (Docker) qui réponde",
    en: "a container engine (Docker) that answers",
  },
  remedy: {
    fr: "Démarrez-le : sudo systemctl start docker (ou dockerd), ou prenez --runtime netns.",
    en: "Start it: sudo systemctl start docker (or dockerd), or use --runtime netns.",
  },
};

/** What the engine said, without the client's own prefix. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { json } = cause as { json?: { message?: unknown } };
  return typeof json?.message === "string" ? json.message : cause.message;
}

/** The HTTP status that the engine answered with. */
export function statusOf(cause: unknown): number | undefined {
  const status = (cause as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === "number" ? status : undefined;
}

/** Whether nobody answered: the engine has ended, or its socket is gone. */
export function isSilence(cause: unknown): boolean {
  const code = (cause as { code?: unknown } | undefined)?.code;
  return ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT"].some((each) => each === code);
}
