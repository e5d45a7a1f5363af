import { LabError } from "../errors.ts";
import { hold } from "./hold.ts";
import { type KeeperNews, letGo, type Order } from "./order.ts";

/**
 * The process that keeps a standing lab: in the background, in a session of its own. Whoever starts it sends the
 * order over the IPC channel and lets it go when the lab stands; the lab ends with this process, however that ends.
 */
process.title = "bascule-keeper";
const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => ending.abort());
process.once("disconnect", () => ending.abort());

process.on("message", async (message: Order | typeof letGo) => {
  if (message === letGo) {
    process.removeAllListeners("disconnect");
    process.disconnect?.();
    return;
  }
  try {
    await hold(message, { signal: ending.signal, tell });
  } catch (error) {
    await tell(failure(error));
  }
  process.exit();
});

function tell(news: KeeperNews): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(news, undefined, {}, () => resolve());
    else resolve();
  });
}

function failure(error: unknown): KeeperNews {
  if (error instanceof LabError) return { news: "failed", code: error.code, text: error.text };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { news: "failed", code: undefined, text: { fr: text, en: text } };
}
