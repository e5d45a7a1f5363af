import { describe, expect, test } from "vitest";
import { nobody } from "../../../agent/balance/algorithm.ts";
import type { Backend } from "../../../agent/config/haproxy/config.ts";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { BackendState } from "../../../agent/proxy/backend-state.ts";
import { isCacheable } from "../../../agent/proxy/cacheable.ts";
import { withoutCookie, withoutPrefix } from "../../../agent/proxy/cookie-text.ts";
import { decodeCookie, encodeDate } from "../../../agent/proxy/cookie-value.ts";
import { Dispatch } from "../../../agent/proxy/dispatch.ts";
import { viewOf } from "../acl/request.ts";

const servers = [
  "server s1 10.0.0.1:80 cookie one",
  "server s2 10.0.0.2:80 cookie two",
  "server s3 10.0.0.3:80 cookie three disabled",
];

function stateOf(lines: readonly string[]): BackendState {
  const text = ["listen b", "mode http", "bind :80", ...lines, ...servers, ""].join("\n");
  return new BackendState(parseHaproxy(text, "x").config.backends[0] as Backend);
}

/** A request with this Cookie header, and what becomes of it: server, cookie that the server sees, answer, letters. */
function serve(line: string, cookie: string, set = "", path = "/"): string {
  const view = viewOf(`GET ${path} HTTP/1.1\n${cookie === "" ? "" : `Cookie: ${cookie}\n`}`);
  const dispatch = new Dispatch(stateOf(line.split("; ")), view);
  dispatch.start(true, 0);
  const { persistence, server = nobody, direct } = dispatch;
  if (!persistence || !view.head) return "nothing binds";
  const sent = persistence.request(view.head).headers.find(({ name }) => name === "cookie")?.value ?? "";
  const headers = set === "" ? [] : [{ name: "set-cookie", value: set }];
  const head = { kind: "response", version: "HTTP/1.1", status: 200, reason: "OK", headers } as const;
  const answer = persistence.response(head, server, direct).headers.map(({ value }) => value);
  return `s${server + 1} | ${sent} | ${answer.join(" & ")} | ${persistence.letters}`;
}

// As HAProxy 2.6.12 does: 800 such exchanges were compared.
test.each([
  ["cookie SRV insert", "", "", "s1 |  | SRV=one; path=/ | NI"],
  ["cookie SRV insert", "a=b; SRV=two; c=d", "", "s2 | a=b; SRV=two; c=d |  | VN"],
  ["cookie SRV insert", "SRV=three", "", "s1 | SRV=three | SRV=one; path=/ | DI"],
  ["cookie SRV insert", "SRV=nope", "", "s1 | SRV=nope | SRV=one; path=/ | II"],
  ["cookie SRV insert", "SRV=two", "SRV=own", "s2 | SRV=two |  | VD"],
  ["cookie SRV insert preserve", "", "SRV=own", "s1 |  | SRV=own | NP"],
  ["cookie SRV insert indirect", "a=b; SRV=two; c=d", "", "s2 | a=b; c=d |  | VN"],
  ["cookie SRV insert indirect", "SRV=two", "", "s2 |  |  | VN"],
  ["cookie SRV insert postonly", "", "", "s1 |  |  | NN"],
  ["cookie SRV rewrite", "SRV=two", "SRV=own; path=/x", "s2 | SRV=two | SRV=two; path=/x | VR"],
  ["cookie SRV prefix", "SRV=two~app; z=1", "SRV=own", "s2 | SRV=app; z=1 | SRV=two~own | VR"],
  ["cookie SRV", "SRV=two", "SRV=own", "s2 | SRV=two | SRV=own | --"],
  [
    "cookie SRV insert httponly secure domain .a.b",
    "",
    "",
    "s1 |  | SRV=one; path=/; domain=.a.b; HttpOnly; Secure | NI",
  ],
  ["cookie SRV insert; option persist", "SRV=three", "", "s3 | SRV=three |  | DN"],
  ["cookie SRV insert; force-persist if TRUE", "SRV=three", "", "s3 | SRV=three |  | DN"],
  ["cookie SRV insert; ignore-persist if TRUE", "SRV=two", "", "s1 | SRV=two |  | UN"],
  ["cookie SRV insert; use-server s2 if TRUE", "SRV=one", "", "s2 | SRV=one |  | UN"],
])("%s, with %j and the server's %j", (line, cookie, set, expected) => {
  expect(serve(line, cookie, set)).toBe(expected);
});

describe("the server that a client is bound to", () => {
  test("is waited for, unless too many wait already", () => {
    const state = stateOf(["cookie SRV insert", "option redispatch", "default-server maxconn 1 maxqueue 1"]);
    const come = () => {
      const dispatch = new Dispatch(state, viewOf("GET / HTTP/1.1\nCookie: SRV=two\n"));
      const [action] = dispatch.start(true, 0);
      if (action?.kind === "enqueue") state.enqueue(() => {}, action.server);
      return `${action?.kind} ${dispatch.server} ${dispatch.direct}`;
    };
    expect([come(), come(), come()]).toEqual(["open 1 true", "enqueue undefined true", "open 0 false"]);
  });
});

test.each([
  ["SRV=x", "SRV", ""],
  ["a=b; SRV=x", "SRV", "a=b"],
  ["SRV=x; a=b", "SRV", "a=b"],
  ["a=b;SRV=x;  c=d; SRV=y", "SRV", "a=b;c=d"],
  ['x="a;SRV=b"; SRV=one', "SRV", 'x="a;SRV=b"'],
  ["SRVX=1", "SRV", "SRVX=1"],
])("%j without %s is %j", (text, name, expected) => {
  expect(withoutCookie(text, name)).toBe(expected);
});

test("only what stands before the tilde is taken away", () => {
  expect(withoutPrefix("a=1~2; SRV=one~x~y; b", "SRV")).toBe("a=1~2; SRV=x~y; b");
});

test("dates are written in five digits", () => {
  expect(decodeCookie(`one|${encodeDate(1_763_740_000)}|${encodeDate(1_763_000_000)}`)).toEqual({
    server: "one",
    lastSeconds: 1_763_740_000,
    firstSeconds: 1_763_000_000,
  });
  expect(decodeCookie("one|x|y")).toEqual({ server: "one" });
});

test.each([
  [200, [], false],
  [200, [["cache-control", "public, max-age=100"]], true],
  [200, [["expires", "x"]], true],
  [
    200,
    [
      ["etag", "x"],
      ["cache-control", "no-store"],
    ],
    false,
  ],
  [302, [["cache-control", "public"]], false],
] as const)("an answer with %i %j may be kept: %s", (status, fields, expected) => {
  const headers = fields.map(([name, value]) => ({ name, value }));
  expect(isCacheable({ kind: "response", version: "HTTP/1.1", status, reason: "", headers })).toBe(expected);
});
