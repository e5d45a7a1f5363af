import type { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

/** Both sides remember so many texts of a session by their number. */
const places = 128;

/** Texts that come again and again (`server_key`) are sent once: `length number [size text]`; length 0: none. */
export class DictionaryWriter {
  readonly #numbers = new Map<string, number>();
  readonly #texts: (string | undefined)[] = [];
  readonly #part = new ByteWriter();
  #next = 0;

  write(out: ByteWriter, text: string | undefined): void {
    if (text === undefined) {
      out.varint(0);
      return;
    }
    const known = this.#numbers.get(text);
    this.#part.varint(known ?? this.#place(text));
    if (known === undefined) {
      this.#part.varint(text.length);
      this.#part.text(text);
    }
    const part = this.#part.take();
    out.varint(part.length);
    out.bytes(part);
  }

  /** The oldest makes room. */
  #place(text: string): number {
    const at = this.#next;
    this.#next = (at + 1) % places;
    const former = this.#texts[at];
    if (former !== undefined) this.#numbers.delete(former);
    this.#texts[at] = text;
    this.#numbers.set(text, at + 1);
    return at + 1;
  }
}

export class DictionaryReader {
  readonly #texts: (string | undefined)[] = [];

  /** Undefined: the entry has no text. */
  read(data: ByteReader): string | undefined {
    const length = data.varint();
    if (length === 0) return undefined;
    const end = data.at + length;
    const number = data.varint();
    if (number < 1 || number > places) data.bad = true;
    else if (data.at < end) this.#texts[number] = data.text(data.varint());
    return this.#texts[number];
  }
}
