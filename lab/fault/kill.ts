import type { FaultKind } from "./fault.ts";

/** Every process of the node ends at once, as by `docker kill`, and its cables are dead. Healing switches it on again. */
export const kill: FaultKind = {
  options: [],
  describe: (target) => ({ fr: `tuer ${target}`, en: `kill ${target}` }),
  async inject(target, _, { nowMs }) {
    const beganMs = nowMs();
    await target.kill();
    return { beganMs, doneMs: nowMs(), heal: () => target.start() };
  },
};
