import { createServer } from "node:http";
import { configOf, startBalancer } from "./balancer.ts";
import { raw } from "./client.ts";
import { conditionRequests, conditions } from "./condition-case.ts";

/** For each request the conditions that held. */
export async function sceneConditions(program: string): Promise<readonly (readonly string[])[]> {
  await startEcho(9001);
  const rules = conditions.map((condition, index) => {
    const written = /^[A-Z]/.test(condition) ? condition : `{ ${condition} }`;
    return ` http-request add-header x-held ${index} if ${written}\n`;
  });
  const backend = "backend b\n server s1 127.0.0.1:9001\n server s2 127.0.0.1:9 backup\n";
  const text = `frontend f\n bind 127.0.0.1:18080\n default_backend b\n${rules.join("")}${backend}`;
  await using _ = await startBalancer(program, configOf(text), 18080);
  const held: string[][] = [];
  for (const request of conditionRequests) {
    const body = request.includes("Content-Length: 3") ? "abc" : "";
    const reply = await raw(18080, [`${request}Connection: close\r\n\r\n${body}`]);
    const numbers = (reply.split("\r\n\r\n")[1] ?? "").split(" ").filter(Boolean);
    held.push([request, ...numbers.map((index) => conditions[Number(index)] ?? reply)]);
  }
  return held;
}

/** Answers with the numbers of the rules that left their mark. */
async function startEcho(port: number): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    const marks = request.headersDistinct["x-held"] ?? [];
    request.once("end", () => response.end(marks.join(" ")));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, "127.0.0.1", resolve);
  await promise;
}
