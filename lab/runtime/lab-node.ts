import { NodeOutput } from "./node-output.ts";
import type { NodePlan } from "./runtime.ts";

/** What nodes of every runtime have in common: `Life` is what one knows from its start to its end. */
export abstract class LabNode<Life> {
  readonly output = new NodeOutput();
  readonly plan: NodePlan;
  /** Undefined while the node is not running. */
  protected life: Life | undefined;

  constructor(plan: NodePlan) {
    this.plan = plan;
  }

  get name(): string {
    return this.plan.name;
  }

  running(): boolean {
    return this.life !== undefined;
  }

  /** The lab is over: nothing more will be printed. */
  finish(): void {
    this.output.finish();
  }

  protected mustNotRun(): void {
    if (this.life !== undefined) throw new Error(`${this.name} is running`);
  }

  /** @throws Error when the node is not running */
  protected mustRun(): Life {
    if (this.life === undefined) throw new Error(`${this.name} is not running`);
    return this.life;
  }
}
