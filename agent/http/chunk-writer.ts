import { latin1Bytes } from "./bytes.ts";
import { fieldText } from "./field-text.ts";
import type { Header } from "./head.ts";
import type { OutBuffer } from "./out-buffer.ts";

const lineEnd = latin1Bytes("\r\n");

/** The line before the data of a chunk. */
export function writeChunkSize(out: OutBuffer, size: number): void {
  out.text(`${size.toString(16)}\r\n`);
}

/** What stands behind the data of a chunk. */
export function writeChunkEnd(out: OutBuffer): void {
  out.bytes(lineEnd);
}

/** The last chunk, and the trailers. */
export function writeBodyEnd(out: OutBuffer, trailers: readonly Header[]): void {
  out.text(trailers.length === 0 ? "0\r\n\r\n" : `0\r\n${fieldText(trailers)}\r\n`);
}
