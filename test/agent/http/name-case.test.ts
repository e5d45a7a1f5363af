import { expect, test } from "vitest";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import { adjustNames } from "../../../agent/http/name-case.ts";

test.each([
  [
    "GET /x-a: HTTP/1.1\r\nx-a: x-b: c\r\nx-b: d\r\n\r\n",
    "GET /x-a: HTTP/1.1\r\nX-A: x-b: c\r\nX-b: d\r\n\r\n",
  ],
  ["HTTP/1.1 200 OK\r\nx-abc: 1\r\n\r\n", "HTTP/1.1 200 OK\r\nx-abc: 1\r\n\r\n"],
  ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"],
])("%j becomes %j", (head, adjusted) => {
  const bytes = latin1Bytes(head);
  adjustNames(
    bytes,
    new Map([
      ["x-a", "X-A"],
      ["x-b", "X-b"],
    ]),
  );
  expect(latin1(bytes)).toBe(adjusted);
});
