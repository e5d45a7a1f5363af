import type { HistoryEvent } from "../history/event.ts";
import type { HistoryWriter } from "../history/writer.ts";
import { nowMs } from "../node/clock.ts";
import type { StartedNode } from "../runtime/runtime.ts";
import { eachLine } from "./line.ts";

/** Writes down what a node's main process prints, across restarts. */
export function watchOutput(node: StartedNode, history: HistoryWriter): Promise<void> {
  return eachLine(node.output, (line) => history.append(outputEvent(line, node.name, nowMs())));
}

/** A health check that an application server answered, or a line as it is. */
export function outputEvent(line: string, node: string, atMs: number): HistoryEvent {
  const health = healthOf(line);
  return health === undefined
    ? { atMs, node, kind: "log", line }
    : { atMs, node, kind: "health", status: health.status, remote: health.remote };
}

function healthOf(line: string): { status: number; remote: string } | undefined {
  if (!line.startsWith('{"event":"health"')) return undefined;
  try {
    const { status, remote } = JSON.parse(line) as Record<string, unknown>;
    return typeof status === "number" && typeof remote === "string" ? { status, remote } : undefined;
  } catch {
    return undefined;
  }
}
