import { Agent, get } from "node:http";
import { configOf, startBalancer } from "./balancer.ts";
import { startOrigin } from "./origin.ts";

/** Weights, and the backups among them (negative), whose turns are compared. */
const turnWeights: readonly (readonly number[])[] = [
  [1, 1, 1],
  [3, 1, 1],
  [5, 3, 2],
  [7, 5, 3, 1],
  [17, 16, 15],
  [0, 1, 2],
  [2, -1, 1],
];

/** Which server answered each of 120 requests, for each set of weights. */
export async function sceneTurns(program: string): Promise<readonly string[]> {
  for (let index = 0; index < 4; index++) await startOrigin(9001 + index);
  const sections = turnWeights.map((weights, at) => {
    const servers = weights.map((weight, index) => {
      return ` server s${index} 127.0.0.1:${9001 + index} weight ${Math.abs(weight)}${weight < 0 ? " backup" : ""}\n`;
    });
    return `listen l${at}\n bind 127.0.0.1:${18_100 + at}\n${servers.join("")}`;
  });
  await using balancer = await startBalancer(program, configOf(sections.join("")), 18_100);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const turns: string[] = [];
  for (const at of turnWeights.keys()) {
    let seen = "";
    for (let turn = 0; turn < 120; turn++) seen += await ask(18_100 + at, agent);
    turns.push(seen);
  }
  // Node tells here of listeners that pile up from request to request.
  if (/MaxListeners/.test(balancer.errors())) throw new Error(balancer.errors());
  return turns;
}

function ask(port: number, agent: Agent): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  get({ host: "127.0.0.1", port, agent }, (response) => {
    response.resume();
    response.once("end", () => resolve(String.fromCharCode(64 + Number(response.headers["x-port"]) - 9000)));
  }).once("error", reject);
  return promise;
}
