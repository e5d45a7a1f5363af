import { tokenLower, valueByte } from "./byte-table.ts";
import { isBlank } from "./connection-words.ts";
import { fieldId, hashStep, idOf } from "./field-name.ts";
import { HeadFacts } from "./head-facts.ts";
import { fieldStride, HeadRoom, maximumHeadBytes, maximumHeaders } from "./head-room.ts";

export type BadHead =
  | "bare-lf"
  | "bare-cr"
  | "start-line"
  | "header-name"
  | "header-value"
  | "obs-fold"
  | "too-long"
  | "host";

/** In place of a line's end: the line is not complete, or it is bad. */
const incomplete = -1;
const refused = -2;
/** Bodies often come with their head: so much is copied at first. */
const firstCopy = 1024;
/** So much is kept of a message that is shown to an administrator. */
const evidenceBytes = 16_336;

/**
 * Reads the head of a message from pieces of any size, in one pass over its bytes; strict as RFC 9112 asks (§2.2,
 * §5.1, §5.2): no bare CR or LF, no blank before the colon, no folded line. Names are put into lower case when all of it
 * is there. Nothing is made a string until somebody asks. Empty lines before the head are skipped.
 */
export abstract class HeadScan {
  room = new HeadRoom();
  state: "more" | "head" | "bad" = "more";
  trouble: BadHead | undefined;
  /** How many bytes of the last piece belong to the head. */
  consumed = 0;
  /** The start line; `lineEnd` is the place of its CR. */
  lineStart = -1;
  lineEnd = 0;
  /** Where the fields begin, and where they end: at the empty line. */
  fieldsStart = 0;
  fieldsEnd = 0;
  /** How many fields there are. */
  count = 0;
  /** Where it is bad. */
  badAt = 0;
  readonly facts = new HeadFacts();
  /** Counts the messages that were read by it. */
  generation = 0;
  /** Every line is written as we would: what passes on may be copied. */
  isTidy = true;
  #hasCapitals = false;
  #length = 0;
  /** How much had come before the last piece. */
  #before = 0;
  /** Where the line under way begins, and up to where it has been looked for its end. */
  #at = 0;
  #seen = 0;

  /** Reads the start line from `start` on; gives the place of its end, or where it is not what it should be. */
  protected abstract readStart(bytes: Uint8Array, start: number, length: number): StartLine;
  /** Called when the line is complete; false: it says what it must not. */
  protected abstract startIsSound(): boolean;
  /** What can be judged only when all is there. */
  protected abstract judge(): BadHead | undefined;

  /** For the next message, in the same room. */
  reset(): void {
    this.generation++;
    this.state = "more";
    this.trouble = undefined;
    this.consumed = 0;
    this.badAt = 0;
    this.room.giveBack();
    this.#restart();
  }

  #restart(): void {
    this.lineStart = -1;
    this.count = 0;
    this.isTidy = true;
    this.#hasCapitals = false;
    this.facts.reset();
    this.#length = 0;
    this.#at = 0;
    this.#seen = 0;
  }

  /** True when nothing but empty lines has come. */
  get empty(): boolean {
    return this.lineStart < 0 && this.#at === this.#length && this.state === "more";
  }

  push(piece: Uint8Array, from = 0): this["state"] {
    const before = this.#length;
    this.#before = before;
    let step = firstCopy;
    for (let at = from; this.state === "more" && at < piece.length; step *= 4) {
      at += this.#copy(piece, at, step);
      this.#lines();
    }
    this.consumed = this.#at - before;
    return this.state;
  }

  /**
   * As `push`, for who is done with the head before the event that lends the piece is over: a head that is there as a
   * whole is read where it is.
   */
  pushLent(piece: Uint8Array, from: number): this["state"] {
    if (this.#length > 0 || from > 0) return this.push(piece, from);
    this.room.lend(piece);
    this.#length = piece.length;
    this.#lines();
    this.consumed = this.#at;
    if (this.state === "head") return this.state;
    this.state = "more";
    this.trouble = undefined;
    this.room.giveBack();
    this.#restart();
    return this.push(piece);
  }

  #copy(piece: Uint8Array, at: number, step: number): number {
    const size = Math.min(piece.length - at, step, maximumHeadBytes + 1 - this.#length);
    this.room.holdBytes(this.#length + size);
    const whole = at === 0 && size === piece.length;
    this.room.bytes.set(whole ? piece : piece.subarray(at, at + size), this.#length);
    this.#length += size;
    return size;
  }

  #lines(): void {
    const { bytes } = this.room;
    // Part of a line was here before: it is read anew only when its end has come.
    if (this.#seen > this.#at && !this.#endsFrom(bytes, this.#seen)) {
      this.#wait();
      return;
    }
    while (this.state === "more") {
      const next = this.#line(bytes, this.#at);
      if (next === incomplete) {
        this.#wait();
        return;
      }
      if (next === refused) return;
      this.#at = next;
      if (next > maximumHeadBytes) this.#refuse("too-long");
    }
  }

  #wait(): void {
    this.#seen = this.#length;
    if (this.#length > maximumHeadBytes) this.#refuse("too-long");
  }

  #endsFrom(bytes: Uint8Array, from: number): boolean {
    for (let at = from; at < this.#length; at++) if (bytes[at] === 10) return true;
    return false;
  }

  /** Gives where the next line begins. */
  #line(bytes: Uint8Array, at: number): number {
    if (at >= this.#length) return incomplete;
    if (bytes[at] === 13) return this.#emptyLine(bytes, at);
    if (this.lineStart >= 0) return this.#field(bytes, at, this.#length);
    const { end, bad } = this.readStart(bytes, at, this.#length);
    if (bad) return this.#bad("start-line", end);
    const next = this.#lineEnd(bytes, end, "start-line");
    if (next < 0) return next;
    this.lineStart = at;
    this.lineEnd = end;
    this.fieldsStart = next;
    return this.startIsSound() ? next : this.#refuse("start-line");
  }

  /** The end of the head, or one of the empty lines before it. */
  #emptyLine(bytes: Uint8Array, at: number): number {
    const next = this.#lineEnd(bytes, at, "bare-cr");
    if (next < 0 || this.lineStart < 0) return next;
    this.fieldsEnd = at;
    const bad = next > maximumHeadBytes ? "too-long" : this.judge();
    if (bad) return this.#refuse(bad);
    this.state = "head";
    if (this.#hasCapitals) this.#lowerNames();
    return next;
  }

  #lowerNames(): void {
    const { bytes, fields } = this.room;
    for (let slot = 0; slot < this.count * fieldStride; slot += fieldStride) {
      const end = fields[slot + 1] as number;
      for (let at = fields[slot] as number; at < end; at++)
        bytes[at] = tokenLower[bytes[at] as number] as number;
    }
  }

  #field(bytes: Uint8Array, at: number, length: number): number {
    let hash = 0;
    let place = at;
    for (; place < length; place++) {
      const byte = bytes[place] as number;
      const lower = tokenLower[byte] as number;
      if (lower === 0) break;
      if (lower !== byte) this.#hasCapitals = true;
      hash = hashStep(hash, lower);
    }
    const nameEnd = place;
    if (place === length) return incomplete;
    if (bytes[place] !== 58 || place === at) {
      return this.#bad(place === at && isBlank(bytes[place]) ? "obs-fold" : "header-name", place);
    }
    place++;
    while (place < length && isBlank(bytes[place])) place++;
    const valueStart = place;
    while (place < length && valueByte[bytes[place] as number] === 1) place++;
    const next = this.#lineEnd(bytes, place, "header-value");
    if (next < 0) return next;
    while (place > valueStart && isBlank(bytes[place - 1])) place--;
    if (this.count === maximumHeaders) return this.#refuse("too-long");
    const slot = this.count++ * fieldStride;
    const fields = this.room.holdFields(slot + fieldStride);
    fields[slot] = at;
    fields[slot + 1] = nameEnd;
    fields[slot + 2] = valueStart;
    fields[slot + 3] = place;
    const id = idOf(hash, bytes, at, nameEnd);
    fields[slot + 4] = id;
    if (valueStart !== nameEnd + 2 || bytes[nameEnd + 1] !== 32 || next !== place + 2) this.isTidy = false;
    this.facts.textBytes += nameEnd - at + place - valueStart;
    if (id !== 0 && id <= fieldId.expect) this.facts.note(id, bytes, valueStart, place);
    return next;
  }

  /** A line ends with CR and LF, and neither stands alone. `other` is said of any other byte. */
  #lineEnd(bytes: Uint8Array, at: number, other: BadHead): number {
    if (at >= this.#length) return incomplete;
    if (bytes[at] === 10) return this.#bad("bare-lf", at);
    if (bytes[at] !== 13) return this.#bad(other, at);
    if (at + 1 >= this.#length) return incomplete;
    return bytes[at + 1] === 10 ? at + 2 : this.#bad("bare-cr", at + 1);
  }

  /** A bad line counts only once its end is there: the same however the bytes were cut. */
  #bad(reason: BadHead, from: number): number {
    if (!this.#endsFrom(this.room.bytes, from)) return incomplete;
    this.badAt = from;
    return this.#refuse(reason);
  }

  /**
   * A copy of what has come of a bad head, as it came.
   * @param piece the one that was pushed last, @param from from there on
   */
  copy(piece: Uint8Array, from: number): Uint8Array {
    const before = this.#before;
    const bytes = new Uint8Array(Math.min(evidenceBytes, before + piece.length - from));
    bytes.set(this.room.bytes.subarray(0, before));
    bytes.set(piece.subarray(from, from + bytes.length - before), before);
    return bytes;
  }

  #refuse(reason: BadHead): number {
    this.state = "bad";
    this.trouble = reason;
    return refused;
  }
}

/** Where a start line ends; `bad`: where it is not what it should be. */
export interface StartLine {
  end: number;
  bad: boolean;
}
