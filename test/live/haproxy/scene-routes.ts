import { writeFileSync } from "node:fs";
import { configOf, startBalancer } from "./balancer.ts";
import { raw, until } from "./client.ts";
import { withoutTimes } from "./log-text.ts";
import { startOrigin } from "./origin.ts";
import { routeCases, routeConfig } from "./route-case.ts";

export interface RoutesResult {
  /** The request, and what came back. */
  readonly replies: readonly (readonly [request: string, reply: string])[];
  readonly lines: readonly string[];
}

/** Sends every request; replies and log without what differs from run to run. */
export async function sceneRoutes(program: string): Promise<RoutesResult> {
  writeFileSync("forbidden.http", "HTTP/1.0 403 No\r\nX-A: b\r\nConnection: close\r\n\r\nnot here\n");
  for (const port of [9001, 9002, 9003, 9004]) await startOrigin(port);
  await using balancer = await startBalancer(program, configOf(routeConfig), 18080);
  const replies: [string, string][] = [];
  for (const [port, request] of routeCases) {
    const reply = await raw(port, [request], { quietMs: 120 });
    replies.push([`${port} ${request}`, reply.replaceAll(/(?:date|keep-alive): [^\r]*\r\n/gi, "")]);
  }
  const ends = (): boolean => balancer.lines().some((line) => line.includes(" tcp2/s1 "));
  await until("the last line of the log", ends);
  const first = balancer.lines().findIndex((line) => line.includes("GET / HTTP/1.1"));
  return { replies, lines: balancer.lines().slice(first).map(withoutTimes) };
}
