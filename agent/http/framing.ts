import type { Declared } from "./declared.ts";

/** How the end of a body is known: RFC 9112 §6.3. */
export type Framing =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly bytes: number }
  | { readonly kind: "chunked" }
  /** The body ends with the connection: responses only. */
  | { readonly kind: "until-close" }
  | { readonly kind: "tunnel" }
  | { readonly kind: "bad" };

const bad: Framing = { kind: "bad" };
const none: Framing = { kind: "none" };
const chunked: Framing = { kind: "chunked" };
const untilClose: Framing = { kind: "until-close" };
const tunnel: Framing = { kind: "tunnel" };

/** What is to be known of a message besides what its fields declare. */
interface RequestFacts {
  readonly method: string;
  readonly isVersion11: boolean;
}

interface ResponseFacts {
  readonly status: number;
  readonly isVersion11: boolean;
}

/** The framing of a request. One that asks for a tunnel may not send a body first: who reads on, and where? */
export function requestFraming(declared: Declared, { method, isVersion11 }: RequestFacts): Framing {
  const framing = isAmbiguous(declared) ? bad : declaredFraming(declared, isVersion11);
  if (method === "CONNECT" && (framing.kind === "length" || framing.kind === "chunked")) return bad;
  return framing.kind === "until-close" ? none : framing;
}

/** The framing of a final response to `method`, or of 101. */
export function responseFraming(declared: Declared, response: ResponseFacts, method: string): Framing {
  const { status, isVersion11 } = response;
  if (status === 101 || (method === "CONNECT" && status >= 200 && status < 300)) return tunnel;
  const framing = declaredFraming(declared, isVersion11);
  if (framing.kind === "bad") return bad;
  return method === "HEAD" || status === 204 || status === 304 ? none : framing;
}

/**
 * True when a message gives its end in two ways: the next reader may choose the other, which is the root of request
 * smuggling. Of a response the coding counts, and the length does not pass on (RFC 9112 §6.3).
 */
export function isAmbiguous({ codings, lengths }: Declared): boolean {
  return codings > 0 && lengths > 0;
}

function declaredFraming(declared: Declared, isVersion11: boolean): Framing {
  if (declared.codings > 0) return declared.chunked && isVersion11 ? chunked : bad;
  if (declared.lengths === 0) return untilClose;
  if (declared.badLength) return bad;
  return declared.bytes === 0 ? none : { kind: "length", bytes: declared.bytes };
}
