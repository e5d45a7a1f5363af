import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Engine } from "./engine.ts";
import { labels } from "./label.ts";

interface EngineEvent {
  readonly Action?: string;
  readonly id?: string;
  readonly Actor?: { readonly Attributes?: Readonly<Record<string, string>> };
}

type Listener = (exitCode: number) => void;

/**
 * What the engine tells of a lab's containers: which ended, and how the programs in them ended. The connection also
 * shows whether the engine is still there.
 */
export class LabEvents implements Disposable {
  /** Resolves when the engine tells nothing any more: because it is gone, or because this was disposed of. */
  readonly over: Promise<"lost" | "disposed">;
  readonly #stream: Readable;
  #disposed = false;
  readonly #listeners = new Map<string, Listener>();

  private constructor(stream: Readable) {
    this.#stream = stream;
    this.over = new Promise((resolve) => {
      stream.once("close", () => resolve(this.#disposed ? "disposed" : "lost"));
    });
    const lines = createInterface(stream);
    lines.on("line", (line) => this.#hear(JSON.parse(line) as EngineEvent));
    for (const each of [stream, lines]) each.on("error", () => {}); // `over` tells
  }

  static async open(engine: Engine, labId: string): Promise<LabEvents> {
    const filters = { label: [`${labels.lab}=${labId}`], event: ["die", "exec_die"] };
    const stream = await engine.getEvents({ filters: { type: ["container"], ...filters } });
    return new LabEvents(stream as Readable);
  }

  /** Calls `listener` when the container, or the program started by `exec`, has ended. */
  onEnd(id: string, listener: Listener): void {
    this.#listeners.set(id, listener);
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#stream.destroy();
  }

  #hear({ Action, id, Actor }: EngineEvent): void {
    const { execID, exitCode } = Actor?.Attributes ?? {};
    const key = Action === "exec_die" ? execID : id;
    if (key === undefined) return;
    const listener = this.#listeners.get(key);
    this.#listeners.delete(key);
    listener?.(Number(exitCode));
  }
}
