import fc from "fast-check";
import { expect, test } from "vitest";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import type { Action } from "../../../agent/proxy/action.ts";
import { httpSession, play, settings } from "./script.ts";

const lines = ["stats uri /stats", "stats admin if TRUE"];
const form = "s=s1&action=drain&b=b";
const post = `POST /stats HTTP/1.1\r\nHost: x\r\nContent-Length: ${form.length}\r\n\r\n${form}`;
const next = "GET /other HTTP/1.1\r\nHost: x\r\n\r\n";

function session() {
  return httpSession(settings(lines));
}

function wishes(actions: readonly Action[]): readonly unknown[] {
  return actions.flatMap((action) => (action.kind === "administer" ? action.actions : []));
}

test("the page takes no server, and the connection goes on behind it", () => {
  expect(
    play(session(), [
      [0, { client: "GET /stats HTTP/1.1\r\nHost: x\r\n\r\n" }],
      [10, { client: next }],
    ]),
  ).toEqual(["release", "to-client HTTP/1.1 200 OK", "log LR 200 0 GET /stats HTTP/1.1", "open 0"]);
});

test("a form acts once, however its bytes come, and the request behind it is served", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: post.length + next.length - 1 })), (cuts) => {
      const [one, bytes] = [session(), latin1Bytes(post + next)];
      const edges = [0, ...cuts.sort((left, right) => left - right), bytes.length];
      const actions = edges
        .slice(1)
        .flatMap((end, at) => one.onClientData(bytes.subarray(edges[at], end), at));
      expect(wishes(actions)).toEqual([{ kind: "server-state", backend: "b", server: 0, state: "drain" }]);
      expect(actions.filter(({ kind }) => kind === "open")).toHaveLength(1);
    }),
  );
});

test("a form in chunks acts too", () => {
  const chunk = `${form.length.toString(16)}\r\n${form}\r\n0\r\n\r\n`;
  const head = "POST /stats HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  expect(wishes(session().onClientData(latin1Bytes(head + chunk), 0))).toHaveLength(1);
});

test("a form that does not come is given up after http-request's time, and has done nothing", () => {
  const one = session();
  expect(play(one, [[0, { client: post.slice(0, -5) }]])).toEqual([]);
  expect(one.wakeAtMs).toBe(3000);
  expect(play(one, [[3000, "time"]])).toEqual([
    "release",
    "to-client HTTP/1.1 408 Request Time-out",
    "log LR 408 0 POST /stats HTTP/1.1",
    "close-client",
  ]);
});

test("a client that leaves in the middle of a form has done nothing", () => {
  const one = session();
  one.onClientData(latin1Bytes(post.slice(0, -5)), 0);
  expect(wishes(one.onClientEnd(10))).toEqual([]);
  expect(one.busy).toBe(false);
});

test("a form beyond the limit is refused without being kept, and the connection ends", () => {
  const one = session();
  const head = "POST /stats HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n";
  const actions = [...one.onClientData(latin1Bytes(head), 0)];
  for (let at = 0; at < 3; at++) actions.push(...one.onClientData(new Uint8Array(8000), at));
  const replies = actions.flatMap((action) => (action.kind === "to-client" ? [latin1(action.bytes)] : []));
  expect(replies.join("")).toMatch(/^HTTP\/1\.1 303 See Other\r\n[\s\S]*location: \/stats;st=EXCD\r\n/);
  expect(actions.at(-1)).toEqual({ kind: "close-client" });
});

test("who waits for a word before the form gets it", () => {
  const [head = ""] = post.split("\r\n\r\n");
  expect(play(session(), [[0, { client: `${head}\r\nExpect: 100-continue\r\n\r\n` }]])).toEqual([
    "to-client HTTP/1.1 100 Continue",
  ]);
});
