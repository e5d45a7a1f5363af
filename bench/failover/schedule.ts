import { setTimeout as wait } from "node:timers/promises";
import { seededRandom } from "../../agent/base/random.ts";
import { spreadOver } from "../../lab/run/spread.ts";
import { type RowName, returning, rows } from "./row.ts";
import { measureReturn, measureStrike, type Result } from "./trial.ts";
import { World, type WorldPlan } from "./world.ts";

/** One by one: nothing of one lab is started or measured while another lab is measured. */
export class Turn {
  #last: Promise<unknown> = Promise.resolve();

  take<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

export interface Job {
  readonly name: keyof typeof rows;
  readonly phase: number;
  readonly advertMs: number;
}

/** Every row `trials` times, rows mixed so that a bad minute of the machine hits all of them. */
export function jobsOf(names: readonly (keyof typeof rows)[], trials: number, seed: number): Job[] {
  const phases = names.map((_, index) => spreadOver(trials, seed + index));
  const random = seededRandom(seed);
  return Array.from({ length: trials }, (_, trial) => {
    const round = names.map((name, index): Job => {
      const advertMs = rows[name].setting === "fast" ? 10 : 1000;
      return { name, phase: phases[index]?.[trial] ?? 0, advertMs };
    });
    return round.map((job) => ({ job, at: random() })).toSorted((a, b) => a.at - b.at);
  }).flatMap((round) => round.map(({ job }) => job));
}

export interface LoopOptions {
  readonly plan: WorldPlan;
  /** Shared by the labs of one kind: each takes the next. */
  readonly jobs: Job[];
  readonly turn: Turn;
  /** After a return, before the next fault: two early changes within 10 s are one too many for ours. */
  readonly restMs: number;
  found(result: Result): void;
  failed(reason: unknown): void;
}

/** Works jobs off in one lab; after a failure in a new one. */
export async function workOff(options: LoopOptions): Promise<void> {
  const { plan, jobs, turn, failed } = options;
  let failures = 0;
  let unfinished: Job | undefined;
  while (jobs.length > 0 && failures < 5) {
    try {
      await using world = await turn.take(() => World.create(plan));
      await wait(options.restMs);
      for (unfinished = jobs.shift(); unfinished !== undefined; unfinished = jobs.shift())
        await play(world, unfinished, options);
    } catch (reason) {
      if (unfinished !== undefined) jobs.push(unfinished);
      failures += 1;
      failed(reason);
    }
  }
}

async function play(world: World, job: Job, { turn, found, restMs }: LoopOptions): Promise<void> {
  const strike = { ...job, row: rows[job.name] };
  found(await turn.take(() => measureStrike(world, strike)));
  if ((job.name as RowName) === returning.of) found(await turn.take(() => measureReturn(world, strike)));
  else {
    // Its daemons start: that costs the processors more than anything that is measured.
    await turn.take(async () => {
      await strike.row.heal(world);
      await wait(1000);
    });
    await world.settled();
  }
  await wait(restMs);
}
