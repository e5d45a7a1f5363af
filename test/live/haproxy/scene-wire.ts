import { writeFileSync } from "node:fs";
import { configOf, startBalancer } from "./balancer.ts";
import { wireCases, wireConfig } from "./case.ts";
import { raw, settled, until } from "./client.ts";
import { withoutTimes } from "./log-text.ts";
import { startOrigin } from "./origin.ts";

export interface WireResult {
  readonly replies: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

/** Plays the cases, one after the other; gives the replies, and the access log without times and ports. */
export async function sceneWire(program: string): Promise<WireResult> {
  writeFileSync("sorry.http", "HTTP/1.0 503 Sorry\r\nX-A: b\r\nConnection: close\r\n\r\nback soon\n");
  for (const port of [9001, 9002, 9003]) await startOrigin(port);
  await using balancer = await startBalancer(program, configOf(wireConfig), 18080);
  const replies: Record<string, string> = {};
  for (const { name, pieces, port = 18080, end } of wireCases) {
    const before = balancer.lines().length;
    const reply = await raw(port, pieces, end ? { end } : {});
    // A session over TCP has its line when both sides have closed: the next case may be faster.
    await until(`the log of ${name}`, () => balancer.lines().length >= before + requestsIn(pieces));
    replies[name] = reply.replace(/date: [^\r]*\r\n/i, "");
  }
  await settled(() => balancer.lines().length);
  // Before them stands the look whether it listens.
  const first = balancer.lines().findIndex((line) => line.includes("GET /a?b=c"));
  return { replies, lines: balancer.lines().slice(first).map(withoutTimes) };
}

/** Each has its line in the log; what is no request, one for all of it. */
function requestsIn(pieces: readonly string[]): number {
  return Math.max(1, pieces.join("").split(/ HTTP\/1\.\d\r?\n/).length - 1);
}
