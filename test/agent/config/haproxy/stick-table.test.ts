import { expect, test } from "vitest";
import { parseHaproxy } from "../../../../agent/config/haproxy/parse.ts";

const timeouts = "defaults\n timeout client 5s\n timeout server 5s\n timeout connect 5s\n";

function read(words: string) {
  return parseHaproxy(`${timeouts}frontend f\n bind :1\n stick-table ${words}\n`, "test.cfg");
}

/** What HAProxy 2.6.12 says of each line: it is refused, warned of, or good. */
test.each([
  ["type ip size 1k store http_req_rate(10)", "good"],
  ["type ip size 1 store", "good"],
  ["type ip size 1 expire 24d nopurge", "good"],
  ["type ip size 1 store gpc_rate(3,1s),gpc(3),gpt(2)", "good"],
  ["type ip size 1m expire 1h type string", "good"],
  ["type binary len 5 size 1g store conn_rate(0)", "good"],
  ["type ip size 1 store gpc0,gpc0", "warned"],
  ["type ip size 1k store http_req_rate", "refused"],
  ["type ip", "refused"],
  ["size 10", "refused"],
  ["type ip size 10 store gpc0(3)", "refused"],
  ["type ip len 4 size 10", "refused"],
  ["type string len 0 size 10", "refused"],
  ["type string len 5 size 0", "refused"],
  ["type nope size 1", "refused"],
  ["type ip size 1x", "refused"],
  ["type ip size 1 store nope", "refused"],
  ["type ip size 1 junk", "refused"],
  ["type ip size 1 srvkey foo", "refused"],
  ["type ip size 1 expire 30d", "refused"],
  ["type ip size 1 store gpc(101)", "refused"],
  ["type ip size 1 store gpc_rate(3)", "refused"],
  ["type ip size 1 store gpc", "refused"],
  ["type ip size 1 store gpt0,gpt(2)", "refused"],
])("stick-table %s is %s", (words, verdict) => {
  const { problems, originalWarns } = read(words);
  const refused = problems.some(({ severity }) => severity === "fatal");
  expect(refused ? "refused" : originalWarns ? "warned" : "good").toBe(verdict);
});

test("a table is read with its sizes, times and columns", () => {
  const words = "type string len 20 size 2k expire 1m peers mine store gpc0,http_req_rate(10s) store gpt(2)";
  expect(read(words).config.tables).toEqual([
    {
      name: "f",
      type: "string",
      length: 20,
      size: 2048,
      expireMs: 60_000,
      keepsOld: false,
      peers: "mine",
      serverKey: "name",
      stored: [{ name: "gpc0" }, { name: "http_req_rate", periodMs: 10_000 }, { name: "gpt", count: 2 }],
    },
  ]);
});
