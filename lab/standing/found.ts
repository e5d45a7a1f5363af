import { setTimeout as sleep } from "node:timers/promises";
import type { Text } from "../../agent/base/text.ts";
import { nowMs } from "../node/clock.ts";
import type { Found } from "../run/found.ts";
import type { StartedNode } from "../runtime/runtime.ts";
import { observe } from "./observe.ts";
import type { Standing } from "./serve.ts";
import { type Daemons, daemonsOf, type LabStatus, lookInto } from "./status.ts";

const daemonNames = ["haproxy", "keepalived"] as const;

/** A daemon that is being started is not one that is stopped: so long it may take to appear. */
const startingMs = 6000;
const youngLabMs = 25_000;

/** How the lab stands, once what is being started has started. */
export async function lookAround(standing: Standing, signal: AbortSignal): Promise<LabStatus> {
  const ageMs = Date.now() - Date.parse(standing.record.startedAt);
  const deadlineMs = performance.now() + Math.max(startingMs, youngLabMs - ageMs);
  for (;;) {
    const status = await observe(standing);
    const missing = status.nodes.some(({ daemons }) => {
      return daemons !== undefined && daemonNames.some((daemon) => daemons[daemon] === "stopped");
    });
    if (!missing || performance.now() > deadlineMs) return status;
    await sleep(500, undefined, { signal });
  }
}

/** The same, for whoever measures in it. */
export function foundIn({ nodes }: LabStatus): Found {
  const off = new Set(nodes.flatMap(({ name, state }) => (state === "stopped" ? [name] : [])));
  const atMs = nowMs();
  const daemons = nodes.flatMap(({ name, daemons: own }) =>
    own === undefined
      ? []
      : daemonNames.map((daemon) => ({
          atMs,
          node: name,
          kind: "daemon" as const,
          daemon,
          state: own[daemon],
        })),
  );
  return { off, daemons };
}

/** A node that was just started has its daemons after a second; this long it may take. */
const startMs = 5000;

/**
 * Puts the lab back as it was: nodes on or off, daemons running or stopped. A node that does not start any more with
 * its files is told.
 */
export async function putBack(
  standing: Standing,
  before: LabStatus,
  tell: (text: Text) => void,
): Promise<void> {
  await Promise.all(
    before.nodes.map(async ({ name, state, daemons }) => {
      const node = standing.lab.nodes.get(name);
      if (node === undefined) return;
      const started = state === "running" && !node.running();
      if (started) await node.start();
      if (state === "stopped" && node.running()) await node.kill();
      if (state === "running" && daemons !== undefined) await putBackDaemons(node, daemons, started);
      if (state === "running" && !node.running()) tell(endedText(name));
    }),
  );
}

async function putBackDaemons(node: StartedNode, wanted: Daemons, started: boolean): Promise<void> {
  if (started) await untilStarted(node);
  const look = await lookInto(node);
  if (look === undefined) return;
  const now = daemonsOf(look);
  for (const daemon of daemonNames) {
    if (now[daemon] === wanted[daemon]) continue;
    const verb = wanted[daemon] === "running" ? "start" : "stop";
    const running = await node.spawn(["systemctl", verb, daemon]);
    running.stdout.resume();
    running.stderr.resume();
    await running.exited; // a file that has an error by now stops it from starting: it was running with another
  }
}

/** The node starts both daemons by itself; to stop one before that would not last. */
async function untilStarted(node: StartedNode): Promise<void> {
  const deadlineMs = performance.now() + startMs;
  while (performance.now() < deadlineMs) {
    const look = await lookInto(node);
    if (look === undefined || daemonNames.every((daemon) => look.programs.has(daemon))) return;
    await sleep(100);
  }
}

function endedText(node: string): Text {
  return {
    fr: `${node} ne redémarre plus : avec ses fichiers ses programmes ne démarrent pas. « bascule logs ${node} » dit pourquoi`,
    en: `${node} does not start any more: with its files its programs do not start. \`bascule logs ${node}\` says why`,
  };
}
