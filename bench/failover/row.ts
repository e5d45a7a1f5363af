import { setTimeout as wait } from "node:timers/promises";
import { nowMs } from "../../lab/node/clock.ts";
import { signalPrograms } from "./process.ts";
import type { World } from "./world.ts";

/** Which figure of a trial the target speaks of: the client's longest silence, or the time to the new owner's first answer. */
export type Figure = "silence" | "move";

/** A row of the table of targets: what is done to the owner, and how it is undone. */
export interface Row {
  readonly title: string;
  readonly target: string;
  readonly figure: Figure;
  /** The world: module 16's settings, or version 3 at 10 ms. */
  readonly setting: "course" | "fast";
  /** CLOCK_MONOTONIC, milliseconds, of the moment at which the fault begins. */
  strike(world: World): Promise<number>;
  heal(world: World): Promise<void>;
}

export const rows = {
  killed: {
    title: "container killed (the kernel below lives)",
    target: "median ≤ 15 ms, p99 ≤ 60 ms",
    ...{ figure: "silence", setting: "course" },
    strike: (world) => at(() => world.lb1.kill()),
    heal: switchOn,
  },
  power: {
    title: "power cut (port down at the switch, then the node killed)",
    target: "median ≤ 250 ms, p99 ≤ 400 ms",
    ...{ figure: "silence", setting: "course" },
    strike: (world) =>
      at(async () => {
        await world.lb1.cable?.("cut");
        await world.lb1.kill();
      }),
    heal: switchOn,
  },
  sigkill: {
    title: "agent killed (SIGKILL), the node lives",
    target: "median ≤ 25 ms; two owners ≤ 20 ms",
    ...{ figure: "move", setting: "course" },
    strike: (world) => signal(world, "SIGKILL"),
    heal: (world) => world.startKeepalived("lb1"),
  },
  sigterm: {
    title: "agent stopped (SIGTERM)",
    target: "≤ 2 ms, no probe lost",
    ...{ figure: "silence", setting: "course" },
    strike: (world) => signal(world, "SIGTERM"),
    heal: (world) => world.startKeepalived("lb1"),
  },
  sigstop: {
    title: "agent frozen (SIGSTOP)",
    target: "median ≤ 250 ms, p99 ≤ 400 ms",
    ...{ figure: "move", setting: "course" },
    strike: (world) => signal(world, "SIGSTOP"),
    heal: async (world) => {
      await signal(world, "SIGCONT");
    },
  },
  link: {
    title: "link cut (port down at the switch)",
    target: "median ≤ 250 ms, p99 ≤ 400 ms",
    ...{ figure: "silence", setting: "course" },
    strike: (world) => at(async () => world.lb1.cable?.("cut")),
    heal: async (world) => world.lb1.cable?.("plugged"),
  },
  health: {
    title: "health script says that the service is dead (interval 2 s)",
    target: "≤ 2,010 ms",
    ...{ figure: "move", setting: "course" },
    strike: (world) => signal(world, "SIGKILL", "haproxy"),
    heal: (world) => world.startHaproxy("lb1"),
  },
  fast: {
    title: "version 3 at 10 ms, real keepalived as peer: node killed",
    target: "no worse",
    ...{ figure: "silence", setting: "fast" },
    strike: (world) => at(() => world.lb1.kill()),
    heal: switchOn,
  },
} as const satisfies Record<string, Row>;

/** Measured while another row's fault is undone: a row of its own in the table. */
export const returning = {
  of: "sigterm",
  title: "preempting back (after its restart)",
  target: "≤ 2 ms",
} as const;

export type RowName = keyof typeof rows | "return";

async function at(strike: () => Promise<void>): Promise<number> {
  const beganMs = nowMs();
  await strike();
  return beganMs;
}

/** To every program of the owner's node that has this name, as killall would. */
async function signal(world: World, name: NodeJS.Signals, program = "keepalived"): Promise<number> {
  const namespace = await world.namespaceOf("lb1");
  return signalPrograms(namespace, program, name);
}

async function switchOn(world: World): Promise<void> {
  if (!world.lb1.running()) await world.lb1.start();
  await wait(100);
  await world.startDaemons("lb1");
}
