import { decodeBase64 } from "../base64.ts";
import type { Fetch } from "../fetch.ts";
import type { RequestView } from "../view.ts";
import { fieldValues } from "./header.ts";
import { plain } from "./row.ts";

/** Captures, credentials, the body, and what a request is known by. */
export const transactionFetches: readonly Fetch[] = [
  capture("capture.req.hdr", "request"),
  capture("capture.res.hdr", "response"),
  plain("capture.req.method", "text", "connection", ({ head }) => head?.method),
  plain("capture.req.uri", "text", "connection", ({ head }) => head?.target),
  plain("capture.req.ver", "text", "connection", ({ head }) => head?.version),
  plain("capture.res.ver", "text", "connection", ({ transaction }) => transaction?.response?.version),
  plain("http_first_req", "truth", "request", ({ transaction }) => transaction?.isFirst),
  plain("unique-id", "text", "connection", ({ transaction }) => transaction?.uniqueId),
  plain("req.body", "binary", "request", ({ transaction }) => transaction?.body),
  plain(
    "req.body_len",
    "number",
    "request",
    ({ head, transaction }) => head && (transaction?.body?.length ?? 0),
  ),
  plain("req.body_size", "number", "request", bodySize),
  plain("http_auth_type", "text", "request", (view) => credentials(view)?.type),
  plain("http_auth_user", "text", "request", (view) => basic(view)?.user),
  plain("http_auth_pass", "text", "request", (view) => basic(view)?.password),
  {
    name: "http_auth_bearer",
    gives: "text",
    layer: "request",
    parameters: ["text"],
    compile: ([header = ""]) => ({
      one: (view) => {
        const found = credentials(view, header.toLowerCase() || "authorization");
        return found?.type.toLowerCase() === "bearer" ? found.value : undefined;
      },
    }),
  },
];

function capture(name: string, side: "request" | "response"): Fetch {
  return {
    name,
    gives: "text",
    layer: "connection",
    parameters: ["number"],
    required: 1,
    compile: ([place = ""]) => {
      const at = Number(place);
      return {
        one: ({ transaction }) =>
          (side === "request" ? transaction?.requestCaptures : transaction?.responseCaptures)?.[at],
      };
    },
  };
}

/** What the request says of its body's length, or what has come of it. */
function bodySize({ head, transaction }: RequestView): number | undefined {
  if (!head) return undefined;
  const [length] = fieldValues(head, "content-length");
  return length === undefined ? (transaction?.body?.length ?? 0) : Number(length);
}

/** The scheme and the rest of a header of credentials: RFC 9110 §11.4. */
function credentials(
  { head }: RequestView,
  header = "authorization",
): { readonly type: string; readonly value: string } | undefined {
  const [field] = head ? fieldValues(head, header) : [];
  const [, type, value] = /^(\S+) +(.*)$/.exec(field ?? "") ?? [];
  return type === undefined || value === undefined ? undefined : { type, value };
}

/** Name and password: RFC 7617. */
function basic(view: RequestView): { readonly user: string; readonly password: string } | undefined {
  const found = credentials(view);
  if (found?.type.toLowerCase() !== "basic") return undefined;
  const text = decodeBase64(found.value);
  const colon = text?.indexOf(":") ?? -1;
  return text === undefined || colon < 0
    ? undefined
    : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
