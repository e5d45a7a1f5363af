import { expect, test } from "vitest";
import type { Backend } from "../../../agent/config/haproxy/config.ts";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { BackendState } from "../../../agent/proxy/backend-state.ts";
import { Dispatch } from "../../../agent/proxy/dispatch.ts";
import { viewOf } from "../acl/request.ts";

const text = "listen b\n mode http\n bind :80\n server s1 10.0.0.1:80 redir http://o.test/x\n";
const state = new BackendState(parseHaproxy(text, "x").config.backends[0] as Backend);

test.each([
  ["GET /p?q", "http://o.test/x/p?q", undefined],
  ["HEAD /", "http://o.test/x/", undefined],
  ["GET http://h.test:8/abs?x", "http://o.test/x/abs?x", undefined],
  ["POST /p", undefined, "open"],
])("%s: sent to %s", (line, location, action) => {
  const dispatch = new Dispatch(state, viewOf(`${line} HTTP/1.1\n`));
  const [first] = dispatch.start(true, 0);
  expect([dispatch.location, first?.kind]).toEqual([location, action]);
  dispatch.free();
  expect(state.sessions).toEqual([0]);
});
