import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { labError } from "../errors.ts";
import { type KeeperNews, letGo, type Order } from "./order.ts";

const program = fileURLToPath(new URL("./keeper.ts", import.meta.url));

interface StartOptions {
  readonly signal: AbortSignal;
  /** What the keeper tells before the lab stands. */
  heard(news: KeeperNews): void;
}

/**
 * Starts a keeper and resolves when its lab stands. When the lab cannot be made, or `signal` aborts, nothing of it is
 * left when this rejects.
 */
export async function startKeeper(order: Order, { signal, heard }: StartOptions): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [program], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    cwd: "/",
  });
  const gone = ended(child);
  const abort = () => child.kill("SIGTERM");
  signal.addEventListener("abort", abort);
  try {
    child.send(order);
    await stands(child, gone, heard);
    signal.throwIfAborted();
    child.send(letGo);
    await once(child, "disconnect");
    child.unref();
  } catch (error) {
    child.kill("SIGTERM");
    await gone;
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function stands(child: ChildProcess, gone: Promise<void>, heard: StartOptions["heard"]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.on("message", (news: KeeperNews) => {
    if (news.news === "stands") resolve();
    else if (news.news === "failed") reject(failureOf(news));
    else heard(news);
  });
  void gone.then(() => reject(new Error("the keeper of the lab ended before the lab stood")));
  return promise;
}

function failureOf({ code, text }: KeeperNews & { news: "failed" }): Error {
  return code === undefined ? new Error(text.en) : labError(code, text);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve()).once("error", () => resolve());
  });
}
