import { spawn } from "node:child_process";

/** What the process in the background tells the one that started it. */
type Told = { readonly kind: "line"; readonly line: string } | { readonly kind: "ready" };

/**
 * Starts this program again in the background and resolves with the exit code for the foreground: 0 once the daemon is
 * ready, else the daemon's own. What it says before that appears on our standard error.
 */
export function forkToBackground(argv: readonly string[]): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const [program = ""] = process.argv.slice(1);
  // In front: behind a "--" it would be no option, and each process would start the next.
  const child = spawn(process.execPath, [...process.execArgv, program, "--dont-fork", ...argv], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.on("message", (told: Told) => {
    if (told.kind === "line") process.stderr.write(`${told.line}\n`);
    else resolve(0);
  });
  child.once("error", () => resolve(1));
  // Its last lines may still be on their way when it has ended.
  child.once("exit", (code) => {
    if (child.connected) child.once("disconnect", () => resolve(code ?? 1));
    else resolve(code ?? 1);
  });
  return promise.finally(() => {
    if (child.connected) child.disconnect();
    child.unref();
  });
}

/** In the background: the daemon works, the foreground may end. In the foreground: nothing. */
export async function tellReady(): Promise<void> {
  await tell({ kind: "ready" });
  if (process.connected) process.disconnect?.();
}

/** In the background: a line for the terminal of whoever started us. */
export async function tellLine(line: string): Promise<void> {
  await tell({ kind: "line", line });
}

function tell(told: Told): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // The foreground may be gone already; then nobody wants to know.
  if (process.connected && process.send !== undefined) process.send(told, undefined, {}, () => resolve());
  else resolve();
  return promise;
}
