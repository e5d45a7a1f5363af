import { expect, test } from "vitest";
import { parseHaproxy } from "../../../../agent/config/haproxy/parse.ts";

function read(list: string | undefined, words = "") {
  const text = `global\n crt-base /certs\nlisten l\n mode http\n timeout client 1s\n bind :1 ssl crt-list /list ${words}\n`;
  const { config, problems } = parseHaproxy(text, "h", { readFile: () => list, environment: {} });
  const told = problems.filter(({ severity }) => severity === "fatal" || severity === "unsupported");
  return { tls: config.frontends[0]?.binds[0]?.tls, told: told.map(({ text: { en } }) => en) };
}

test("certificates come with the names that they are for", () => {
  const { tls, told } = read("# why\n\n a.pem !*\n/b.pem   *.b.test !x.b.test # but one\nc.pem\n");
  expect(told).toEqual([]);
  expect(tls?.certificates).toEqual(["/certs/a.pem", "/b.pem", "/certs/c.pem"]);
  expect(tls?.filters).toEqual([
    { path: "/certs/a.pem", names: [], except: ["*"] },
    { path: "/b.pem", names: ["*.b.test"], except: ["x.b.test"] },
  ]);
});

test.each([
  ["a list that is not there", undefined, /"\/list" cannot be read/],
  ["a list that is cut off", "a.pem", /last line of \/list has no end/],
  ["a list without a certificate", "# nothing\n", /needs a certificate/],
  ["an option that HAProxy does not know", "a.pem [foo] x\n", /\/list:1: "foo" is no option/],
  ["an option without its value", "a.pem [alpn]\n", /\/list:1: "alpn"/],
  ["an option that is not honoured", "a.pem [alpn h2] x\n", /HAProxy honours "\/list:1: \[alpn\]"/],
])("%s is told of", (_, list, expected) => {
  expect(read(list).told.join("\n")).toMatch(expected);
});

test("certificates of clients", () => {
  const { tls } = read("a.pem\n", "verify optional ca-file /ca.pem crl-file /gone.pem");
  expect(tls?.clients).toEqual({ required: false, authorities: "/ca.pem", revoked: "/gone.pem" });
  expect(read("a.pem\n", "verify required").told.join()).toMatch(/"verify required" needs "ca-file FILE"/);
  expect(read("a.pem\n", "verify none ca-file /ca.pem").tls?.clients).toBeUndefined();
});
