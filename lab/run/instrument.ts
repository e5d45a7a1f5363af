import { fileURLToPath } from "node:url";
import type { HistoryEvent } from "../history/event.ts";
import type { HistoryWriter } from "../history/writer.ts";
import { nowMs } from "../node/clock.ts";
import { eachLine } from "../observe/line.ts";
import type { LabPlan, StartedNode } from "../runtime/runtime.ts";
import type { ScenarioLoad } from "../scenario/scenario.ts";

const captureProgram = fileURLToPath(new URL("../node/capture.ts", import.meta.url));
const probeProgram = fileURLToPath(new URL("../node/probe.ts", import.meta.url));

interface InstrumentPlan {
  readonly client: StartedNode;
  readonly vip: string;
  readonly load: ScenarioLoad;
  readonly nodes: LabPlan["nodes"];
  readonly history: HistoryWriter;
}

/**
 * Starts the programs on the client that measure; each says in the history when it really runs. Disposing lets
 * them finish what is under way.
 */
export async function startInstruments(plan: InstrumentPlan): Promise<AsyncDisposable> {
  const { client, vip, load } = plan;
  const common = ["--node", client.name, "--interface", "eth0", ...names(plan.nodes)];
  const rates = ["--vip-rate", `${load.vipRatePerSecond}`, "--http-rate", `${load.httpRatePerSecond}`];
  const http = ["--http-url", load.httpUrl, "--http-deadline-ms", `${load.httpDeadlineMs}`];
  await using started = new AsyncDisposableStack();
  started.use(await startInstrument(plan, [captureProgram, ...common]));
  started.use(await startInstrument(plan, [probeProgram, ...common, "--vip", vip, ...rates, ...http]));
  return started.move();
}

async function startInstrument(
  { client, history }: InstrumentPlan,
  argv: readonly string[],
): Promise<AsyncDisposable> {
  const program = await client.spawn(["node", ...argv]);
  const complaints: string[] = [];
  const ended = Promise.all([
    eachLine(program.stdout, (line) => history.append(JSON.parse(line) as HistoryEvent)),
    eachLine(program.stderr, (line) => complaints.push(line)),
    program.exited,
  ]).then(([, , { code }]) => {
    if (code === 0) return;
    const detail = complaints.slice(-3).join(" ");
    history.append({ atMs: nowMs(), node: client.name, kind: "note", code: "instrument-failed", detail });
  });
  return {
    async [Symbol.asyncDispose]() {
      await program.kill("SIGTERM").catch(() => undefined);
      await ended;
    },
  };
}

/** Which MAC address is whose. */
function names(nodes: LabPlan["nodes"]): string[] {
  return nodes.flatMap(({ name, links }) => links.flatMap(({ mac }) => ["--name", `${mac}=${name}`]));
}
