import type { HistoryWriter } from "../history/writer.ts";

const kept = 5;

/** The last lines that each node printed, for the message when one ends. */
export class LastLines implements Disposable {
  readonly #lines = new Map<string, string[]>();
  readonly #stop: () => void;

  constructor(history: Pick<HistoryWriter, "subscribe">) {
    this.#stop = history.subscribe((event) => {
      if (event.kind !== "log") return;
      const lines = this.#lines.get(event.node) ?? [];
      this.#lines.set(event.node, [...lines, event.line].slice(-kept));
    });
  }

  of(node: string): readonly string[] {
    return this.#lines.get(node) ?? [];
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}
