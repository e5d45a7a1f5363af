import type { Writable } from "node:stream";
import { timestamp } from "./timestamp.ts";

/** Where the daemon's lines go. `detail` lines are those that the original writes with `--log-detail` only. */
export interface VrrpLog {
  info(message: string): void;
  warning(message: string): void;
  detail(message: string): void;
}

export type LogLevel = "info" | "warning";
export type LogSink = (level: LogLevel, message: string) => void;

/** Writes each line to every sink; without `detailed`, details are left out. */
export function createLog(sinks: readonly LogSink[], detailed: boolean): VrrpLog {
  const write = (level: LogLevel, message: string) => {
    for (const sink of sinks) sink(level, message);
  };
  return {
    info: (message) => write("info", message),
    warning: (message) => write("warning", message),
    detail: (message) => {
      if (detailed) write("info", message);
    },
  };
}

/** So much may wait for a reader of standard error who does not read; then lines are left out, and counted. */
const longestQueueBytes = 262_144;

/**
 * `Sat Nov 21 07:53:06 2026: message` on standard error, as `keepalived --log-console` does. A reader who is gone, or
 * who does not read, neither ends nor stops the daemon (`outliveReaders`).
 */
export function consoleSink(stream: Writable): LogSink {
  let left = 0;
  return (_, message) => {
    if (!stream.writable) return;
    if (stream.writableLength > longestQueueBytes) {
      left += 1;
      return;
    }
    const at = timestamp(new Date());
    if (left > 0) stream.write(`${at}: ${left} lines are missing here: nobody read them\n`);
    left = 0;
    stream.write(`${at}: ${message}\n`);
  };
}

/** Without this a closed pipe (`keepalived -nl | head`) would end the daemon and leave the address where it is. */
export function outliveReaders(...streams: readonly Writable[]): void {
  for (const stream of streams) stream.on("error", () => {});
}
