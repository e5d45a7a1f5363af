import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { labels } from "../../lab/runtime/docker/label.ts";
import { requireEngine } from "../../lab/runtime/docker/usable-engine.ts";

/** Everything on this machine that carries the id of a lab. */
export async function remainsOf(id: string): Promise<readonly string[]> {
  const engine = await requireEngine();
  const filters = { label: [`${labels.lab}=${id}`] };
  const containers = await engine.listContainers({ all: true, filters });
  const networks = await engine.listNetworks({ filters });
  return [
    ...containers.map(({ Names }) => `container ${Names.join()}`),
    ...networks.map(({ Name }) => `network ${Name}`),
    ...withId("/sys/class/net", id),
    ...withId("/run/bascule-docker", id),
    ...readdirSync("/proc").flatMap((pid) => processWithId(pid, id)),
  ];
}

/** The last difference is the assertion's message; the time is what a lab promises. */
export async function expectNothingSoon(id: string): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  let remains = await remainsOf(id);
  while (performance.now() < deadlineMs && remains.length > 0) {
    await sleep(100);
    remains = await remainsOf(id);
  }
  expect(remains).toEqual([]);
}

function withId(folder: string, id: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.includes(id));
  } catch {
    return []; // no lab at all
  }
}

function processWithId(pid: string, id: string): readonly string[] {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return words.includes(id) ? [`process ${pid} ${words}`] : [];
  } catch {
    return []; // no process, or it has just ended
  }
}
