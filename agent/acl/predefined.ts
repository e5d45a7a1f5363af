import { type Criterion, parseCriterion } from "./criterion.ts";
import type { Acl, Scope } from "./scope.ts";
import { good, type Parsed, unsupported } from "./trouble.ts";

/** The ACLs that need no line of their own, and what they stand for: manual §7.4 [T]. */
const definitions: ReadonlyMap<string, string> = new Map([
  ["FALSE", "always_false"],
  ["HTTP", "req.proto_http"],
  ["HTTP_1.0", "req.ver 1.0"],
  ["HTTP_1.1", "req.ver 1.1"],
  ["HTTP_2.0", "req.ver 2.0"],
  ["HTTP_CONTENT", "req.hdr_val(content-length) gt 0"],
  ["HTTP_URL_ABS", "url_reg ^[^/:]*://"],
  ["HTTP_URL_SLASH", "url_beg /"],
  ["HTTP_URL_STAR", "url *"],
  ["LOCALHOST", "src 127.0.0.1/8 ::1"],
  ["METH_CONNECT", "method CONNECT"],
  ["METH_DELETE", "method DELETE"],
  ["METH_GET", "method GET HEAD"],
  ["METH_HEAD", "method HEAD"],
  ["METH_OPTIONS", "method OPTIONS"],
  ["METH_POST", "method POST"],
  ["METH_PUT", "method PUT"],
  ["METH_TRACE", "method TRACE"],
  ["RDP_COOKIE", "req.rdp_cookie_cnt gt 0"],
  ["REQ_CONTENT", "req.len gt 0"],
  ["TRUE", "always_true"],
  ["WAIT_END", "wait_end"],
]);

export const predefinedNames: readonly string[] = [...definitions.keys()];

/** The ACL of a predefined name; undefined when there is none of this name. */
export function predefinedAcl(name: string, scope: Scope, at: number): Parsed<Acl> | undefined {
  const text = definitions.get(name);
  if (text === undefined) return undefined;
  const criterion = name === "HTTP_URL_ABS" ? good(absolute) : parseCriterion(text.split(" "), scope, at);
  // What the definition needs is not what the user wrote.
  if (criterion.kind === "bad") return unsupported(at, name);
  return good({ name, criteria: [criterion.value] });
}

/** A target with a scheme; the manual gives a regular expression, which would be read at each request. */
const absolute = {
  layer: "request",
  ofBytes: false,
  lasts: false,
  references: [],
  holds: ({ head }) => {
    const colon = head?.target.indexOf("://") ?? -1;
    return colon >= 0 && !head?.target.slice(0, colon).includes("/");
  },
} as const satisfies Criterion;
