import type { LimitedRate } from "../admin-action.ts";
import { type Command, complain } from "./command.ts";
import { looseInteger } from "./limit.ts";

interface Limit {
  readonly does: string;
  /** Undefined: nothing here goes slower by it. */
  readonly rate?: LimitedRate;
}

/** What the original limits [T]. */
const limits: Readonly<Record<string, Limit>> = {
  connections: { does: "to set the per-process maximum connection rate", rate: "connections" },
  sessions: { does: "to set the per-process maximum session rate", rate: "sessions" },
  "ssl-sessions": { does: "to set the per-process maximum SSL session rate", rate: "tlsSessions" },
  "http-compression": { does: "to set the per-process maximum compression speed in kB/s" },
};

const help = `'set rate-limit' only supports :
${Object.entries(limits)
  .map(([name, { does }]) => `   - '${name} global' ${does}\n`)
  .join("")}`;

/** `set rate-limit …` [T]. */
export const rateCommands: readonly Command[] = [
  {
    words: ["set", "rate-limit"],
    usage: ["set rate-limit <setting> <value>", "change a rate limiting value"],
    level: "admin",
    run: ([what = "", scope, value]) => {
      const limit = Object.hasOwn(limits, what) ? limits[what] : undefined;
      if (!limit || scope !== "global") return { text: help, severity: 3 };
      if (value === undefined) return complain("Expects an integer value.");
      const number = looseInteger(value);
      if (number < 0) return complain("Value out of range.");
      return limit.rate
        ? { text: "", actions: [{ kind: "rate-limit", rate: limit.rate, limit: number }] }
        : complain(`bascule compresses as fast as it can: '${what}' has no limit here.`);
    },
  },
];
