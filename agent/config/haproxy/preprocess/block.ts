import type { Place } from "../../../base/problem.ts";

/** One open `.if`. */
interface Block {
  /** `taken`: these lines count. `waiting`: none did so far. `over`: one did, or what is around does not count. */
  state: "taken" | "waiting" | "over";
  hasElse: boolean;
  readonly place: Place;
}

/** The `.if` blocks that are open in a file. */
export class Blocks {
  readonly #open: Block[] = [];

  /** The lines here do not count. */
  get skipping(): boolean {
    const last = this.#open.at(-1);
    return last !== undefined && last.state !== "taken";
  }

  /** Where the innermost block begins. */
  get innermost(): Place | undefined {
    return this.#open.at(-1)?.place;
  }

  get hasElse(): boolean {
    return this.#open.at(-1)?.hasElse ?? false;
  }

  /** `holds` is called only where the lines around count. */
  begin(holds: () => boolean, place: Place): void {
    const state = this.skipping ? "over" : holds() ? "taken" : "waiting";
    this.#open.push({ state, hasElse: false, place });
  }

  /** `.elif` and `.else`. */
  turn(holds: () => boolean, isElse: boolean): void {
    const block = this.#open.at(-1);
    if (!block) return;
    block.hasElse ||= isElse;
    if (block.state === "taken") block.state = "over";
    else if (block.state === "waiting" && holds()) block.state = "taken";
  }

  end(): void {
    this.#open.pop();
  }
}
