import type { Text } from "../../agent/base/text.ts";
import type { Environment } from "../command/context.ts";

/** `limited`: labs run, but something that bascule can do elsewhere does not work here. */
export type State = "ok" | "limited" | "missing";

export interface Finding {
  readonly state: State;
  /** What this machine has. */
  readonly found: Text;
  /** For which commands the limit counts; absent when all is well. */
  readonly means?: Text;
  /** The command that changes it. */
  readonly remedy?: Text;
}

/**
 * One look at the machine: it changes nothing. One file and one row in `index.ts`.
 * @example examine: async () => ({ state: "ok", found: { fr: "26.10.0", en: "26.10.0" } })
 */
export interface Examination {
  readonly title: Text;
  examine(environment: Environment): Promise<Finding>;
}

/** The same words in every language: names, versions, numbers. */
export function same(text: string): Text {
  return { fr: text, en: text };
}
