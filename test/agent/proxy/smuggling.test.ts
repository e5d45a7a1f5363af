import { describe, expect, test } from "vitest";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import { httpSession, play } from "./script.ts";

const hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
const request = (fields: string, body: string, first = "POST / HTTP/1.1"): string =>
  `${first}\r\nHost: x\r\n${fields}\r\n${body}`;
const chunkedHidden = `0\r\n\r\n${hidden}`;

/** What two readers could cut in two ways: refused before a server hears of it. */
const refused: Readonly<Record<string, string>> = {
  "CL.TE": request(
    `Content-Length: ${chunkedHidden.length}\r\nTransfer-Encoding: chunked\r\n`,
    chunkedHidden,
  ),
  "TE.CL": request("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", chunkedHidden),
  "two codings": request("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", chunkedHidden),
  "a coding behind chunked": request("Transfer-Encoding: chunked, identity\r\n", chunkedHidden),
  "a coding before chunked": request("Transfer-Encoding: gzip, chunked\r\n", chunkedHidden),
  "an unknown coding": request("Transfer-Encoding: xchunked\r\n", chunkedHidden),
  "a quoted coding": request('Transfer-Encoding: "chunked"\r\n', chunkedHidden),
  "a vertical tab before the coding": request("Transfer-Encoding: \x0bchunked\r\n", chunkedHidden),
  "a no-break space before the coding": request("Transfer-Encoding: \xa0chunked\r\n", chunkedHidden),
  "a blank before the colon": request("Transfer-Encoding : chunked\r\n", chunkedHidden),
  "a tab before the colon": request("Transfer-Encoding\t: chunked\r\n", chunkedHidden),
  "a control character in the name": request("Transfer\x01-Encoding: chunked\r\n", chunkedHidden),
  "a folded coding": request("Transfer-Encoding:\r\n chunked\r\n", chunkedHidden),
  "a field before the first": request(" Transfer-Encoding: chunked\r\n", chunkedHidden).replace(
    "Host: x\r\n",
    "",
  ),
  "a bare LF in a field": request("X: y\nTransfer-Encoding: chunked\r\n", chunkedHidden),
  "a bare CR in a field": request("X: y\rTransfer-Encoding: chunked\r\n", chunkedHidden),
  "a zero byte in a field": request("X: y\0\r\nContent-Length: 0\r\n", ""),
  "two lengths": request("Content-Length: 0\r\nContent-Length: 5\r\n", "abcde"),
  "a list of lengths": request("Content-Length: 0, 5\r\n", "abcde"),
  "lengths that are written differently": request("Content-Length: 5\r\nContent-Length: 05\r\n", "abcde"),
  "a signed length": request("Content-Length: +5\r\n", "abcde"),
  "a negative length": request("Content-Length: -5\r\n", "abcde"),
  "a hexadecimal length": request("Content-Length: 0x5\r\n", "abcde"),
  "a length with a blank inside": request("Content-Length: 1 0\r\n", "abcde"),
  "an empty length": request("Content-Length:\r\n", ""),
  "a length beyond all numbers": request("Content-Length: 99999999999999999999\r\n", ""),
  "chunks in HTTP/1.0": request("Transfer-Encoding: chunked\r\n", chunkedHidden, "POST / HTTP/1.0"),
  "CONNECT with a body": request("Content-Length: 5\r\n", "abcde", "CONNECT x:80 HTTP/1.1"),
  "two hosts": request("Host: y\r\n", ""),
  "another host in the target": request("", "", "GET http://y/ HTTP/1.1"),
  "a blank in the target": request("", "", "GET / HTTP/1.1 HTTP/1.1"),
  "a line without a version": `GET /hidden\r\n\r\n${hidden}`,
};

/** Bodies whose chunks could be read in two ways: the request is broken off where it is. */
const broken: Readonly<Record<string, string>> = {
  "a bare LF behind the size": `3\nabc\r\n${chunkedHidden}`,
  "a bare LF behind the data": `3\r\nabc\n${chunkedHidden}`,
  "a bare CR in an extension": `3;a\rb\r\nabc\r\n${chunkedHidden}`,
  "a bare LF in an extension": `3;a\nabc\r\n${chunkedHidden}`,
  "a size with 0x": `0x3\r\nabc\r\n${chunkedHidden}`,
  "a size with a sign": `+3\r\nabc\r\n${chunkedHidden}`,
  "a size with a blank before it": ` 3\r\nabc\r\n${chunkedHidden}`,
  "a size that wraps around": `10000000000000003\r\nabc\r\n${chunkedHidden}`,
  "less data than the size": `4\r\nabc\r\n${chunkedHidden}`,
  "a length in the trailers": `0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
  "a coding in the trailers": `0\r\nTransfer-Encoding: chunked\r\n\r\n${hidden}`,
};

/** All that a server gets, and the log. */
function outcome(text: string): { readonly sent: string; readonly logs: readonly string[] } {
  const session = httpSession();
  let sent = "";
  const logs: string[] = [];
  const run = (actions: ReturnType<typeof session.onClientEnd>): void => {
    for (const action of actions) {
      if (action.kind === "to-server") sent += latin1(action.bytes);
      if (action.kind === "log") logs.push(`${action.record.termination} ${action.record.status}`);
    }
  };
  run(session.onClientData(latin1Bytes(text), 0));
  run(session.onServerOpen(false, 1));
  return { sent, logs };
}

describe("what two readers could understand in two ways", () => {
  test.each(Object.entries(refused))("%s reaches no server", (_, text) => {
    expect(outcome(text)).toEqual({ sent: "", logs: ["PR 400"] });
  });

  test.each(Object.entries(broken))("%s brings nothing hidden to a server", (_, body) => {
    const { sent, logs } = outcome(request("Transfer-Encoding: chunked\r\n", body));
    expect(sent).not.toContain("hidden");
    expect(logs).toEqual(["PR 400"]);
  });
});

test("what a response says beyond its end is not given to the next request", () => {
  const session = httpSession();
  const get = { client: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" };
  const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  const lines = play(session, [
    [0, get],
    [1, "open"],
    [2, { server: `${ok}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil` }],
    [3, get],
  ]);
  expect(lines.slice(2)).toEqual([
    "to-client HTTP/1.1 200 OK",
    'to-client "ok"',
    "release",
    "log -- 200 0 GET / HTTP/1.1",
    "open 1",
  ]);
});

describe("a server", () => {
  const get = { client: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" };

  test("with an endless head is cut off", () => {
    const session = httpSession();
    play(session, [
      [0, get],
      [1, "open"],
    ]);
    const line = latin1Bytes(`X: ${"y".repeat(500)}\r\n`);
    let logs = 0;
    session.onServerData(latin1Bytes("HTTP/1.1 200 OK\r\n"), 2);
    for (let at = 0; at < 100 && logs === 0; at++)
      logs = session.onServerData(line, 3).filter((action) => action.kind === "log").length;
    expect(logs).toBe(1);
    expect(session.busy).toBe(false);
  });

  test("that answers late, after its client was told so, gives nothing to anybody", () => {
    const session = httpSession();
    play(session, [
      [0, get],
      [1, "open"],
      [4001, "time"],
    ]);
    expect(session.onServerData(latin1Bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), 4002)).toEqual(
      [],
    );
  });
});
