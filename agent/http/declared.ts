import { latin1Bytes } from "./bytes.ts";
import { equalsLower, isBlank } from "./connection-words.ts";

const chunked = latin1Bytes("chunked");
/** More digits than this are no exact number any more. */
const maximumDigits = 15;

/** What the headers of a message say of its body's length, gathered line by line: RFC 9112 §6. */
export class Declared {
  /** How many `Transfer-Encoding` and `Content-Length` lines there are. */
  codings = 0;
  lengths = 0;
  /** The length that all of them agree on. */
  bytes = 0;
  /** The only coding is `chunked`. */
  chunked = false;
  /** Lengths that are none, or that differ. */
  badLength = false;
  /** The length stands there once, as a single number. */
  simple = true;
  #digits = 0;

  reset(): void {
    this.codings = 0;
    this.lengths = 0;
    this.bytes = 0;
    this.chunked = false;
    this.badLength = false;
    this.simple = true;
    this.#digits = 0;
  }

  coding(bytes: Uint8Array, start: number, end: number): void {
    this.codings++;
    this.chunked = this.codings === 1 && equalsLower(bytes, start, end, chunked);
  }

  /** A length, or a list of equal ones (RFC 9110 §8.6): they must be written the same. */
  length(bytes: Uint8Array, start: number, end: number): void {
    this.lengths++;
    if (this.lengths > 1) this.simple = false;
    for (let at = start; at <= end; ) {
      let stop = at;
      while (stop < end && bytes[stop] !== 44) stop++;
      if (stop < end) this.simple = false;
      this.#member(bytes, at, stop, at === start && this.lengths === 1);
      at = stop + 1;
    }
  }

  #member(bytes: Uint8Array, start: number, end: number, first: boolean): void {
    let [at, last] = [start, end];
    while (at < last && isBlank(bytes[at])) at++;
    while (last > at && isBlank(bytes[last - 1])) last--;
    const digits = last - at;
    let value = 0;
    for (; at < last; at++) {
      const digit = (bytes[at] as number) - 48;
      if (digit < 0 || digit > 9) this.badLength = true;
      value = value * 10 + digit;
    }
    if (digits === 0 || digits > maximumDigits) this.badLength = true;
    if (first) {
      this.bytes = value;
      this.#digits = digits;
    } else if (value !== this.bytes || digits !== this.#digits) this.badLength = true;
  }
}
