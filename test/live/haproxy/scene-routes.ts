import { writeFileSync } from "node:fs";
import { configOf, startBalancer } from "./balancer.ts";
import { raw, until } from "./client.ts";
import { withoutTimes } from "./log-text.ts";
import { startOrigin } from "./origin.ts";
import { routeCases, routeConfig } from "./route-case.ts";

export interface RoutesResult {
  /** The request, and what came back. */
  readonly replies: readonly (readonly [request: string, reply: string])[];
  /** Of the log, sorted. */
  readonly lines: readonly string[];
}

/** Every request of the cases has its line, but for two that ask whether the frontend is alive. */
const logged = routeCases.flatMap(([, request]) => request.match(/ HTTP\/1\.\d\r\n/g) ?? []).length - 2;

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
  const lines = (): readonly string[] => {
    const first = balancer.lines().findIndex((line) => line.includes("GET / HTTP/1.1"));
    return balancer.lines().slice(first);
  };
  await until("the last line of the log", () => lines().length >= logged);
  // A connection's last line may come when the next one has begun.
  return { replies, lines: lines().map(withoutTimes).sort() };
}
