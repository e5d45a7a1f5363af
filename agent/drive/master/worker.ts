import type { Answer, CommandMessage, WorkerMessage } from "./message.ts";

/** A worker finds here whom it replaces: a process number, or `first`. */
const workerMark = "BASCULE_HAPROXY_WORKER";

/** True in a process that a master started. */
export function isWorker(): boolean {
  return process.env[workerMark] !== undefined;
}

/** The master has told of the file already. */
export function isFirstWorker(): boolean {
  return process.env[workerMark] === "first";
}

/** The worker whose listening sockets this one takes over. */
export function predecessor(): readonly number[] {
  const pid = Number(process.env[workerMark]);
  return Number.isInteger(pid) ? [pid] : [];
}

/** What the environment of a worker has beside that of its master. */
export function workerEnvironment(replaced: number | undefined): NodeJS.ProcessEnv {
  return { [workerMark]: replaced === undefined ? "first" : String(replaced), HAPROXY_MWORKER: "1" };
}

/** It listens; from now on it lives as long as its master, and answers the commands that the master passes on. */
export function reportWorkerReady(command: (message: CommandMessage) => Answer): void {
  process.once("disconnect", () => process.exit(1));
  process.on("message", (message: CommandMessage) => {
    tellMaster({ kind: "answer", id: message.id, ...command(message) });
  });
  tellMaster({ kind: "ready" });
}

function tellMaster(message: WorkerMessage): void {
  process.send?.(message);
}
