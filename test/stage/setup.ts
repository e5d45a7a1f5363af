import type { Context } from "../../lab/command/context.ts";
import { LabError } from "../../lab/errors.ts";
import { asMissing, ensureSetup } from "../../lab/setup/ensure.ts";
import { missingPrograms, thisMachine } from "../../lab/setup/machine.ts";
import type { Stage } from "./tally.ts";

/** Installs what the live tests need, where it may. It is no test: it counts only when nothing may lack and something does. */
export function setupStage(context: Context): Stage {
  return {
    name: "set-up",
    run: async () => {
      try {
        const missing = missingPrograms(thisMachine(context.environment)).map(asMissing);
        const still = await ensureSetup(missing, context);
        const details = still.map(
          ({ what, remedy }) => `${what[context.language]}. ${remedy[context.language]}`,
        );
        return { passed: 0, failed: 0, skipped: 0, details };
      } catch (error) {
        if (!(error instanceof LabError)) throw error;
        return { passed: 0, failed: 1, skipped: 0, details: [error.text[context.language]] };
      }
    },
  };
}
