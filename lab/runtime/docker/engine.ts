import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";

export type Engine = Docker;

const answerMs = 3000;

/** The engine that DOCKER_HOST names, or this machine's, or this user's; or the code of the refusal. */
export async function askEngine(): Promise<{ readonly engine?: Engine; readonly refusal?: string }> {
  const options = engineOptions();
  if (options === undefined) return {};
  const { default: Client } = await import("dockerode"); // slow to load, and not needed where there is no engine
  const engine = new Client(options);
  const answered = engine.version().then(
    () => ({ engine }),
    (cause: unknown) => ({ refusal: String((cause as { code?: unknown } | undefined)?.code) }),
  );
  return Promise.race([answered, sleep(answerMs, {}, { ref: false })]);
}

/** Undefined when none answers. */
export async function findEngine(): Promise<Engine | undefined> {
  return (await askEngine()).engine;
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
