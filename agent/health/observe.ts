import type { Observation } from "../config/haproxy/server-config.ts";
import type { CheckResult } from "./result.ts";

/** What the traffic has shown of a server, and the original's words for it [T]. */
export const traces = {
  "l4-ok": { fails: [], passes: ["layer4"], words: "L4 successful" },
  "l4-error": { fails: ["layer4", "layer7"], passes: [], words: "L4 unsuccessful" },
  "response-ok": { fails: [], passes: ["layer7"], words: "Correct http response" },
  "wrong-status": { fails: ["layer7"], passes: [], words: "Wrong http response" },
  "bad-response": { fails: ["layer7"], passes: [], words: "Invalid http response (headers)" },
  timeout: { fails: ["layer7"], passes: [], words: "Read timeout" },
  broken: { fails: ["layer7"], passes: [], words: "Read error" },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly fails: readonly Observation["layer"][];
      readonly passes: readonly Observation["layer"][];
      readonly words: string;
    }
  >
>;

export type Trace = keyof typeof traces;

/** `observe`: counts errors of the traffic in a row. */
export class Observer {
  readonly settings: Observation;
  #errors = 0;

  constructor(settings: Observation) {
    this.settings = settings;
  }

  /** A result like a check's when there have been too many; undefined while it goes well enough. */
  see(trace: Trace): CheckResult | undefined {
    const { layer, errorLimit } = this.settings;
    const { fails, passes, words } = traces[trace];
    if ((passes as readonly string[]).includes(layer)) this.#errors = 0;
    if (!(fails as readonly string[]).includes(layer)) return undefined;
    if (++this.#errors < errorLimit) return undefined;
    const info = `Detected ${this.#errors} consecutive errors, last one was: ${words}`;
    this.#errors = 0;
    return { passed: false, status: "traffic", info };
  }
}
