import { expect, test } from "vitest";
import { RequestScan } from "../../../agent/http/request-scan.ts";
import { ErrorLog } from "../../../agent/stats/error-log.ts";
import { World } from "./world.ts";

const date = "21/Nov/2026:18:21:49.635";
const source = "127.0.0.1:38964";

/** What `show errors` has of a request that comes in these pieces. */
function captured(pieces: readonly string[]) {
  const scan = new RequestScan();
  let last: Uint8Array = new Uint8Array(0);
  for (const piece of pieces) {
    last = Buffer.from(piece, "latin1");
    scan.push(last, 0);
  }
  return { side: "request", bytes: scan.copy(last, 0), at: scan.badAt, reason: scan.trouble ?? "" } as const;
}

test("a bad request is shown as the original shows it, with the place of the mistake", () => {
  const world = new World();
  const evidence = captured(["GET /bad HTTP/1.1\r\nHost: x\r\nbad header here\r\nA: b\r\n\r\n"]);
  world.errors.keep({ date, source, frontend: "fe", backend: undefined, server: undefined, evidence });
  expect(world.command("show errors fe request")).toBe(`Total events captured on [${date}] : 1
 
[${date}] frontend fe (#3): invalid request
  backend <NONE> (#-1), server <NONE> (#-1), event #0, src ${source}
  buffer starts at 0 (including 0 out), 16331 free,
  len 53, wraps at 16336, error at position 31
  reason header-name :
  
  00000  GET /bad HTTP/1.1\\r\\n
  00019  Host: x\\r\\n
  00028  bad header here\\r\\n
  00045  A: b\\r\\n
  00051  \\r\\n
`);
  expect(world.command("show errors fe response")).toBe(`Total events captured on [${date}] : 1\n`);
  expect(world.command("show errors nope")).toBe("No such proxy.\n");
});

test("long lines go on, and what is no text is written in numbers", () => {
  const world = new World();
  const digits = "0123456789".repeat(14);
  const text = `GET / HTTP/1.1\r\nVery-Long: ${digits}\t\x01\xe9\\zz"q"\r\nfoo\x00bar: x\r\nlast`;
  const evidence = { ...captured([text]), side: "response" } as const;
  world.errors.keep({ date, source, frontend: "fe", backend: "be", server: 1, evidence });
  const shown = world.command("show errors").split("\n").slice(2);
  expect(shown[0]).toBe(`[${date}] backend be (#4): invalid response`);
  expect(shown[1]).toBe(`  frontend fe (#3), server s2 (#2), event #0, src ${source}`);
  expect(shown.slice(6)).toEqual([
    "  00000  GET / HTTP/1.1\\r\\n",
    `  00016  Very-Long: ${digits.slice(0, 59)}`,
    `  00086+ ${digits.slice(59, 129)}`,
    `  00156+ ${digits.slice(129)}\\t\\x01\\xE9\\\\zz"q"\\r\\n`,
    "  00178  foo\\x00bar: x\\r\\n",
    "  00190  last",
    "",
  ]);
});

test("a request that came in pieces is put together", () => {
  const whole = captured(["GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n"]);
  const pieces = captured(["GET / HT", "TP/1.1\r\nhost", ": x\r\nbad he", "ader\r\n"]);
  expect({ ...pieces, bytes: [...pieces.bytes] }).toEqual({ ...whole, bytes: [...whole.bytes] });
});

test("of each section only the last error is kept, and all are counted", () => {
  const log = new ErrorLog();
  const evidence = captured(["GET\r\n"]);
  for (const frontend of ["a", "b", "a"])
    log.keep({ date, source, frontend, backend: undefined, server: undefined, evidence });
  expect([log.total, log.of("a", "request")?.event, log.of("b", "request")?.event]).toEqual([3, 2, 1]);
});
