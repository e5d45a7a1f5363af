import { setTimeout as wait } from "node:timers/promises";
import type { StepKind } from "./step.ts";

/** Lets the load go on. Options: milliseconds. */
export const steady: StepKind<number> = {
  async run(durationMs, { signal, progress }) {
    const seconds = durationMs / 1000;
    progress({ fr: `Charge régulière pendant ${seconds} s`, en: `Steady load for ${seconds} s` });
    await wait(durationMs, undefined, { signal });
  },
};
