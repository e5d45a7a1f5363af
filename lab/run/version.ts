import { text } from "node:stream/consumers";
import type { HistoryWriter } from "../history/writer.ts";
import { nowMs } from "../node/clock.ts";
import type { StartedNode } from "../runtime/runtime.ts";

const programs = ["keepalived", "haproxy"] as const;

/** Writes down what the daemons of a node call themselves: a figure depends on it. */
export async function noteVersions(node: StartedNode, history: HistoryWriter): Promise<void> {
  for (const program of programs) {
    try {
      const asked = await node.spawn([program, "-v"]);
      const [stdout, stderr] = await Promise.all([text(asked.stdout), text(asked.stderr), asked.exited]);
      const version = `${stdout}\n${stderr}`.trim().split("\n")[0] ?? "";
      history.append({ atMs: nowMs(), node: node.name, kind: "version", program, version });
    } catch (error) {
      if (node.running()) throw error; // it has ended meanwhile, which others tell
    }
  }
}
