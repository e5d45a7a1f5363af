import type { Header } from "./head.ts";

/** One field a line; also the form of trailers. */
export function fieldText(headers: readonly Header[]): string {
  let text = "";
  for (const header of headers) text += `${header.name}: ${header.value}\r\n`;
  return text;
}
