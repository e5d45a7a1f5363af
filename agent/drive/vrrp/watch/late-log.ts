import type { WatchAction } from "../../../peer-watch/state.ts";
import type { Subject } from "../companion/companion.ts";

type Line = Extract<WatchAction, { readonly kind: "log" }>;

/** What a watch has to say, kept until everything else is done: a line costs as much as a question. */
export class LateLog {
  readonly #subject: Subject;
  readonly #lines: Line[] = [];

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  add(line: Line): void {
    this.#lines.push(line);
  }

  write(): void {
    const { log, instance } = this.#subject;
    for (const { level, message } of this.#lines.splice(0)) log[level](`(${instance.name}) ${message}`);
  }
}
