import { writeFileSync } from "node:fs";
import { configOf, startBalancer } from "./balancer.ts";
import { raw, until } from "./client.ts";
import { startOrigin } from "./origin.ts";
import { ruleCases, ruleConfig, ruleFiles } from "./rule-case.ts";

export interface RulesResult {
  /** The request, and what came back. */
  readonly replies: readonly (readonly [request: string, reply: string])[];
  readonly lines: readonly string[];
}

/** Every request of the cases has its line, but the silent one and the one that is not let in. */
const logged = ruleCases.length - 2;

/** Sends every request; replies and log without what differs from run to run. */
export async function sceneRules(program: string): Promise<RulesResult> {
  for (const [name, text] of Object.entries(ruleFiles)) writeFileSync(name, text, "latin1");
  for (const port of [9001, 9002]) await startOrigin(port);
  await using balancer = await startBalancer(program, configOf(ruleConfig), 18080);
  const replies: [string, string][] = [];
  for (const [port, request] of ruleCases) {
    const reply = await raw(port, [request], { quietMs: 250 });
    const steady = reply.replaceAll(/(?:date|keep-alive): [^\r]*\r\n/gi, "");
    replies.push([`${port} ${request.split("\r\n", 1)[0]}`, steady]);
  }
  const lines = (): readonly string[] => balancer.lines().filter((line) => !line.includes("BADREQ"));
  await until("the last line of the log", () => lines().length >= logged);
  return { replies, lines: lines().map(steadyLine).sort() };
}

/** Of the Common Log Format: client, date, port and times. */
function steadyLine(line: string): string {
  return line
    .replace(/\[[^\]]*\]/, "[DATE]")
    .replace(/"" "" \d+ \d+ (.*?) (?:-?\d+ ){5}/, '"" "" PORT MS $1 ');
}
