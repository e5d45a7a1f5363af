import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

/**
 * The messages of HAProxy's peers protocol 2.1 (doc/peers-v2.0.txt), each `class type [length data]`; a type from 128
 * on has a length:
 *
 *     00 00  resync request      00 03  resync confirmed     01 00  protocol error
 *     00 01  resync finished     00 04  heartbeat            01 01  size limit
 *     00 02  resync partial      0a xx  about a table
 */
export const control = {
  request: 0,
  finished: 1,
  partial: 2,
  confirm: 3,
  heartbeat: 4,
} as const;

export type Control = keyof typeof control;

/** About tables. */
export const tableMessage = {
  update: 128,
  nextUpdate: 129,
  definition: 130,
  switch: 131,
  acknowledge: 132,
  timedUpdate: 133,
  nextTimedUpdate: 134,
} as const;

export const messageClass = { control: 0, error: 1, table: 10 } as const;

/** Beyond the original's buffer: nobody sends such a message in earnest. */
const longestBytes = 65_536;

export interface Message {
  readonly class: number;
  readonly type: number;
  readonly data: ByteReader;
}

/** Cuts the messages out of what comes in any pieces. */
export class MessageScan {
  #bytes = new Uint8Array(0);
  bad = false;

  push(bytes: Uint8Array): readonly Message[] {
    const all = new Uint8Array(this.#bytes.length + bytes.length);
    all.set(this.#bytes);
    all.set(bytes, this.#bytes.length);
    const messages: Message[] = [];
    let at = 0;
    for (let next = this.#next(all, at); next; next = this.#next(all, at)) {
      messages.push(next);
      at = next.data.end;
    }
    this.#bytes = all.subarray(at);
    return messages;
  }

  #next(bytes: Uint8Array, at: number): Message | undefined {
    const head = new ByteReader(bytes, at);
    const [kind, type] = [head.byte(), head.byte()];
    const length = type >= 128 ? head.varint() : 0;
    if (head.bad) return undefined;
    if (length > longestBytes) this.bad = true;
    if (this.bad || length > head.left) return undefined;
    return { class: kind, type, data: new ByteReader(bytes, head.at, head.at + length) };
  }
}

export function writeControl(out: ByteWriter, what: Control): void {
  out.byte(messageClass.control);
  out.byte(control[what]);
}

const body = new ByteWriter();

/** A message about a table; `fill` writes its data. */
export function writeTableMessage(
  out: ByteWriter,
  type: keyof typeof tableMessage,
  fill: (data: ByteWriter) => void,
): void {
  fill(body);
  const data = body.take();
  out.byte(messageClass.table);
  out.byte(tableMessage[type]);
  out.varint(data.length);
  out.bytes(data);
}
