import type { HistoryWriter } from "../../history/writer.ts";
import type { StartedLab, StartedNode } from "../../runtime/runtime.ts";
import type { LabTime } from "../../runtime/time.ts";

/** Where a scenario is played: on the nodes of a runtime in the machine's time, or in the simulator. */
export interface Stage {
  readonly time: LabTime;
  /** `id`: six characters that the lab is known by. */
  startLab(id: string): Promise<StartedLab>;
  /** From here on the history knows who is there, what they do, and what a client sees; disposing ends the measuring. */
  observe(lab: StartedLab, history: HistoryWriter): Promise<AsyncDisposable>;
  /** A node that was started again is watched again. */
  observeAgain(node: StartedNode, history: HistoryWriter): Promise<void>;
}
