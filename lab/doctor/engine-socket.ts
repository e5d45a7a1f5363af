import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Environment } from "../command/context.ts";

/** What was found at an engine's socket. */
export type Answer =
  | { readonly kind: "engine"; readonly name: string; readonly version: string }
  | { readonly kind: "refused" | "absent" };

const answerMs = 2000;

/** Where engines listen: the one that DOCKER_HOST names, else Docker's places, then Podman's. */
export function socketsOf({ DOCKER_HOST, XDG_RUNTIME_DIR }: Environment, uid: number): readonly string[] {
  if (DOCKER_HOST) return DOCKER_HOST.startsWith("unix://") ? [DOCKER_HOST.slice("unix://".length)] : [];
  const own = XDG_RUNTIME_DIR || `/run/user/${uid}`;
  return [
    "/var/run/docker.sock",
    join(own, "docker.sock"),
    join(own, "podman/podman.sock"),
    ...(uid === 0 ? ["/run/podman/podman.sock"] : []),
  ];
}

/** Asks the Docker Engine API for its version; Podman answers the same question. */
export async function askEngine(socketPath: string): Promise<Answer> {
  try {
    const { Version = "?", Components = [] } = JSON.parse(await get(socketPath)) as {
      Version?: string;
      Components?: readonly { Name?: string }[];
    };
    const isPodman = Components.some(({ Name = "" }) => Name.includes("Podman"));
    return { kind: "engine", name: isPodman ? "Podman" : "Docker", version: Version };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return { kind: code === "EACCES" ? "refused" : "absent" };
  }
}

function get(socketPath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(answerMs);
    const asking = request({ socketPath, path: "/version", signal }, (response) => {
      text(response).then(resolve, reject);
    });
    asking.on("error", reject).end();
  });
}
