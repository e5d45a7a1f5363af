import { chmodSync, chownSync, existsSync, renameSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import type { HaproxyConfig, StatsSocket } from "../config/haproxy/config.ts";
import { identity } from "./identity.ts";
import { Admission } from "./proxy-admission.ts";
import { StatsClient } from "./stats-client.ts";
import type { StatsWorld } from "./stats-world.ts";

/** As the original: so long without a word, and so many connections at once. */
const usualTimeoutMs = 10_000;
const usualConnections = 10;

/** Opens the `stats socket`s of the file; before a chroot, and as root where they change hands. */
export async function openStatsSockets(
  { global }: HaproxyConfig,
  world: StatsWorld,
): Promise<readonly Server[]> {
  const limit = global.statsMaxConnections ?? usualConnections;
  const timeoutMs = global.statsTimeoutMs ?? usualTimeoutMs;
  const servers: Server[] = [];
  try {
    for (const config of global.statsSockets ?? []) {
      const { level, severity = "none" } = config;
      const serve = (socket: Socket): void => {
        new StatsClient(socket, { world, level, severity, timeoutMs });
      };
      servers.push(await openSocket(config, limit, serve));
    }
    return servers;
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
}

/** Listens where a `stats socket` says; no more than `limit` are served at a time. */
export async function openSocket(
  config: StatsSocket,
  limit: number,
  serve: (socket: Socket) => void,
): Promise<Server> {
  const admission = new Admission(limit);
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.once("error", () => socket.destroy());
    admission.admit(socket, () => {
      socket.once("close", () => admission.leave());
      serve(socket);
    });
  });
  const { address } = config;
  if (address.kind === "tcp") await listening(server, { host: address.host, port: address.port });
  else if (address.kind === "descriptor") await listening(server, { fd: address.descriptor });
  else await listenOnPath(server, config, address.path);
  return server;
}

/** Under another name first: who asks meanwhile finds the old socket or the new one, and never one with wrong rights. */
async function listenOnPath(server: Server, config: StatsSocket, path: string): Promise<void> {
  const fresh = `${path}.${process.pid}.tmp`;
  // The system's own word for it would be "permission denied".
  if (!existsSync(dirname(path))) throw new Error(`stats socket ${path}: ENOENT, ${dirname(path)}`);
  rmSync(fresh, { force: true });
  await listening(server, { path: fresh });
  if (config.mode !== undefined) chmodSync(fresh, config.mode);
  const user = identity(config.user, "/etc/passwd") ?? -1;
  const group = identity(config.group, "/etc/group") ?? -1;
  if (user >= 0 || group >= 0) chownSync(fresh, user, group);
  renameSync(fresh, path);
}

function listening(
  server: Server,
  address: { path: string } | { host: string; port: number } | { fd: number },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(address, () => {
    server.off("error", reject);
    server.on("error", () => {});
    resolve();
  });
  return promise;
}
