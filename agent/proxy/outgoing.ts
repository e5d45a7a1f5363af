import { adjustNames } from "../http/name-case.ts";
import { OutBuffer } from "../http/out-buffer.ts";
import type { Action } from "./action.ts";

type Side = "to-client" | "to-server";

/** Larger pieces are not copied in order to leave with others. */
const copyBytes = 2048;
const nothing: readonly Action[] = [];
/** Shared by all sessions: whoever writes takes it within the same event. */
const buffer = new OutBuffer();

/**
 * What a session wants done, gathered during one event. Bytes for one side that come up one behind the other leave in
 * one piece, and so in one system call.
 */
export class Outgoing {
  /** Undefined: none; most events lead to one or two, and a list that grows is made larger than that. */
  #actions: Action[] | undefined;
  #side: Side = "to-client";

  /** Where bytes for this side can be written. */
  to(side: Side): OutBuffer {
    if (this.#side !== side) {
      this.#flush();
      this.#side = side;
    } else if (buffer.lentBytes > copyBytes) this.#flush();
    return buffer;
  }

  /** A part of the bytes that an event has lent. */
  send(side: Side, bytes: Uint8Array, start: number, end: number): void {
    const goesOn = this.#side === side && buffer.endsWith(bytes, start);
    if (!goesOn && (end - start > copyBytes || buffer.lentBytes > copyBytes || this.#side !== side))
      this.#flush();
    this.#side = side;
    buffer.lend(bytes, start, end);
  }

  /** The head that was written behind `mark()`, with names as its reader wants them. */
  adjust(cases: ReadonlyMap<string, string>): void {
    const bytes = buffer.take();
    if (!bytes) return;
    // It may be the memory of the head that came.
    const head = new Uint8Array(bytes);
    adjustNames(head, cases);
    this.#add({ kind: this.#side, bytes: head });
  }

  push(action: Action): void {
    this.#flush();
    this.#add(action);
  }

  pushAll(actions: readonly Action[]): void {
    for (const action of actions) this.push(action);
  }

  /** A place to which `rewind` can go back. */
  mark(): number {
    this.#flush();
    return this.#actions?.length ?? 0;
  }

  rewind(mark: number): void {
    buffer.drop();
    if (this.#actions) this.#actions.length = mark;
  }

  take(): readonly Action[] {
    this.#flush();
    const actions = this.#actions ?? nothing;
    this.#actions = undefined;
    return actions;
  }

  #flush(): void {
    const bytes = buffer.take();
    if (bytes) this.#add({ kind: this.#side, bytes });
  }

  #add(action: Action): void {
    if (this.#actions) this.#actions.push(action);
    else this.#actions = [action];
  }
}
