import type { BodyPart } from "./body.ts";
import { latin1Bytes } from "./bytes.ts";
import { fieldText } from "./rewrite.ts";

const lineEnd = latin1Bytes("\r\n");

/** The bytes that carry a part of a body on, chunked or plain. */
export function bodyBytes(part: BodyPart, chunked: boolean): readonly Uint8Array[] {
  if (!chunked) return part.data;
  const pieces = part.data.flatMap((data) => [latin1Bytes(`${data.length.toString(16)}\r\n`), data, lineEnd]);
  return part.done ? [...pieces, latin1Bytes(`0\r\n${fieldText(part.trailers)}\r\n`)] : pieces;
}

export function dataSize(part: BodyPart): number {
  return part.data.reduce((sum, data) => sum + data.length, 0);
}
