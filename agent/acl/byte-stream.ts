import { concat } from "../http/bytes.ts";

/** What rules look into at most: the buffer of the original, less what it keeps free for rewriting. */
const roomBytes = 15_360;

/** What has come from one side of a connection, as rules that look into bytes see it. */
export class ByteStream {
  bytes: Uint8Array = new Uint8Array(0);
  /** Nothing more is waited for: what is here counts. */
  final = false;
  /** Whoever looked would look again when more has come. */
  awaited = false;

  /** Copies what is lent. */
  add(bytes: Uint8Array): void {
    this.bytes = concat(this.bytes, bytes);
  }

  get full(): boolean {
    return this.bytes.length >= roomBytes;
  }

  /** Of what is not there yet: nothing, and that may change. */
  later(): undefined {
    if (!this.final) this.awaited = true;
    return undefined;
  }

  /** Of what may become another value. */
  soFar<Value>(value: Value): Value {
    if (!this.final) this.awaited = true;
    return value;
  }
}

/** Both sides of a connection in `mode tcp`. */
export interface ByteStreams {
  readonly request: ByteStream;
  readonly response: ByteStream;
  /** The side that the rules at work are about. */
  about: ByteStream;
}
