import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Work } from "./work.ts";

/** What wrk(1) saw. Latencies in milliseconds. */
export interface Load {
  readonly requests: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were no success, and socket errors. */
  readonly failed: number;
}

/** Printed at its end as one line of JSON: its own text rounds. */
export const wrkScript = `done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"bytes":%d,"seconds":%f,"p50Ms":%f,"p99Ms":%f,"failed":%d}\\n',
    summary.requests, summary.bytes, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
`;

const run = promisify(execFile);

/** Asks for so many seconds. @throws Error when wrk is not there or prints something else */
export async function load(work: Work, port: number, seconds: number, scriptFile: string): Promise<Load> {
  const headers = (work.headers ?? []).flatMap((header) => ["-H", header]);
  const words = ["-t1", `-c${work.connections}`, `-d${seconds}s`, "-s", scriptFile, ...headers];
  const { stdout } = await run("wrk", [...words, work.url(port)]);
  const line = stdout.split("\n").find((one) => one.startsWith("{"));
  if (line === undefined) throw new Error(`wrk printed no result:\n${stdout}`);
  return JSON.parse(line) as Load;
}
