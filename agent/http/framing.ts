import { isVersion11, type RequestHead, type ResponseHead, trimBlanks, valuesOf } from "./head.ts";

/** How the end of a body is known: RFC 9112 §6.3. */
export type Framing =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly bytes: number }
  | { readonly kind: "chunked" }
  /** The body ends with the connection: responses only. */
  | { readonly kind: "until-close" }
  | { readonly kind: "tunnel" }
  | { readonly kind: "bad" };

const bad = { kind: "bad" } as const;
const none = { kind: "none" } as const;

/** The framing of a request. One that asks for a tunnel may not send a body first: who reads on, and where? */
export function requestFraming(head: RequestHead): Framing {
  const declared = declaredFraming(head);
  if (head.method === "CONNECT" && (declared.kind === "length" || declared.kind === "chunked")) return bad;
  return declared.kind === "until-close" ? none : declared;
}

/** The framing of a final response to `method`, or of 101. */
export function responseFraming(head: ResponseHead, method: string): Framing {
  if (head.status === 101 || (method === "CONNECT" && head.status >= 200 && head.status < 300)) {
    return { kind: "tunnel" };
  }
  const declared = declaredFraming(head);
  if (declared.kind === "bad") return bad;
  return method === "HEAD" || head.status === 204 || head.status === 304 ? none : declared;
}

/** True when a message gives its end in two ways. */
export function isAmbiguous(head: RequestHead | ResponseHead): boolean {
  return has(head, "transfer-encoding") && has(head, "content-length");
}

function declaredFraming(head: RequestHead | ResponseHead): Framing {
  if (has(head, "transfer-encoding")) return isChunked(head) ? { kind: "chunked" } : bad;
  return lengthFraming(valuesOf(head, "content-length"));
}

/**
 * With a length beside it, the next reader may choose the other: the root of request smuggling. Of a response
 * the coding counts, and the length does not pass on (RFC 9112 §6.3).
 */
function isChunked(head: RequestHead | ResponseHead): boolean {
  const values = valuesOf(head, "transfer-encoding");
  if (values.length !== 1 || values[0]?.toLowerCase() !== "chunked" || !isVersion11(head)) return false;
  return head.kind === "response" || !isAmbiguous(head);
}

/** Equal lengths count as one, also in a list: RFC 9110 §8.6. */
function lengthFraming(values: readonly string[]): Framing {
  if (values.length === 0) return { kind: "until-close" };
  const [length = "", ...others] = values.length === 1 ? listOf(values[0] ?? "") : values.flatMap(listOf);
  if (others.some((other) => other !== length) || !/^\d{1,15}$/.test(length)) return bad;
  return Number(length) === 0 ? none : { kind: "length", bytes: Number(length) };
}

function listOf(value: string): readonly string[] {
  return value.includes(",") ? value.split(",").map(trimBlanks) : [value];
}

function has(head: RequestHead | ResponseHead, name: string): boolean {
  return head.headers.some((header) => header.name === name);
}
