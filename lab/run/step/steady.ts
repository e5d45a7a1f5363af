import type { StepKind } from "./step.ts";

/** Lets the load go on. Options: milliseconds. */
export const steady: StepKind<number> = {
  async run(durationMs, { stage, signal, progress }) {
    const seconds = durationMs / 1000;
    progress({ fr: `Charge régulière pendant ${seconds} s`, en: `Steady load for ${seconds} s` });
    await stage.time.wait(durationMs, signal);
  },
};
