import { isVersion11, type RequestHead, type ResponseHead, tokensOf, valuesOf } from "./head.ts";

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

export function requestFraming(head: RequestHead): Framing {
  const declared = declaredFraming(head);
  // Expecting a tunnel, a client may not send a body first.
  if (head.method === "CONNECT" && declared.kind !== "bad") return none;
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

function declaredFraming(head: RequestHead | ResponseHead): Framing {
  const codings = tokensOf(head, "transfer-encoding");
  const lengths = [...new Set(valuesOf(head, "content-length").flatMap((value) => value.split(",")))].map(
    (text) => text.trim(),
  );
  if (valuesOf(head, "transfer-encoding").length > 0) {
    // With a length beside it, the next reader may choose the other: the root of request smuggling.
    const sound =
      codings.length === 1 && codings[0] === "chunked" && lengths.length === 0 && isVersion11(head);
    return sound ? { kind: "chunked" } : bad;
  }
  if (lengths.length === 0) return { kind: "until-close" };
  const [length = ""] = lengths;
  const sound = new Set(lengths).size === 1 && /^\d{1,15}$/.test(length);
  if (!sound) return bad;
  return Number(length) === 0 ? none : { kind: "length", bytes: Number(length) };
}
