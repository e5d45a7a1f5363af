import { writeFileSync } from "node:fs";
import { configOf, startBalancer } from "./balancer.ts";
import { wireCases, wireConfig } from "./case.ts";
import { raw, until } from "./client.ts";
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
  const noise = balancer.lines().length;
  for (const { name, pieces, port = 18080, end } of wireCases) {
    const reply = await raw(port, pieces, end ? { end } : {});
    replies[name] = reply.replace(/date: [^\r]*\r\n/i, "");
  }
  await until("the last line of the log", () => balancer.lines().length >= noise + wireCases.length);
  // Before them stands the look whether it listens.
  const first = balancer.lines().findIndex((line) => line.includes("GET /a?b=c"));
  return { replies, lines: balancer.lines().slice(first).map(withoutTimes) };
}
