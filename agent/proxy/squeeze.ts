import { chooseAlgorithm, compressedFields, suits } from "../compress/choose.ts";
import { Squeezer } from "../compress/squeezer.ts";
import type { Framing } from "../http/framing.ts";
import type { ResponseHead } from "../http/head.ts";
import type { RequestScan } from "../http/request-scan.ts";
import type { SessionSettings } from "./settings.ts";

export interface Squeezed {
  readonly head: ResponseHead;
  readonly squeezer: Squeezer;
}

/** `compression`: the answer as it goes on; undefined: as it came. Both sides must know chunks (RFC 9112 §7.1). */
export function squeeze(
  { compression }: SessionSettings,
  request: RequestScan,
  response: ResponseHead,
  framing: Framing,
): Squeezed | undefined {
  const framed = framing.kind === "length" || framing.kind === "chunked";
  const chunks = request.isVersion11 && response.version !== "HTTP/1.0";
  if (!compression || !framed || !chunks || !suits(compression, response)) return undefined;
  const name = chooseAlgorithm(compression, request.head);
  if (name === undefined) return undefined;
  const head = compressedFields(response, name, framing.kind === "chunked");
  return { head, squeezer: new Squeezer(name) };
}
