import type { RequestHead } from "../../http/head.ts";
import type { Fetch } from "../fetch.ts";
import type { RequestView } from "../view.ts";
import { fieldValues } from "./header.ts";
import { plain } from "./row.ts";

/** Captures, the body, and what a request is known by. */
export const transactionFetches: readonly Fetch[] = [
  capture("capture.req.hdr", "request"),
  capture("capture.res.hdr", "response"),
  plain("capture.req.method", "text", "connection", (view) => asItCame(view)?.method),
  plain("capture.req.uri", "text", "connection", (view) => asItCame(view)?.target),
  plain("capture.req.ver", "text", "connection", (view) => asItCame(view)?.version),
  plain("capture.res.ver", "text", "connection", ({ transaction }) => transaction?.response?.version),
  plain("http_first_req", "truth", "request", ({ transaction }) => transaction?.isFirst),
  plain("unique-id", "text", "connection", ({ transaction }) => transaction?.identify()),
  plain(
    "req.body",
    "binary",
    "request",
    ({ head, transaction }) => head && (transaction?.source?.body().text ?? ""),
  ),
  plain(
    "req.body_len",
    "number",
    "request",
    ({ head, transaction }) => head && (transaction?.source?.body().text.length ?? 0),
  ),
  plain("req.body_size", "number", "request", bodySize),
];

/** Whatever the rules have made of it since. */
function asItCame({ head, transaction }: RequestView): RequestHead | undefined {
  return transaction?.request ?? head;
}

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
  return length === undefined ? (transaction?.source?.body().text.length ?? 0) : Number(length);
}
