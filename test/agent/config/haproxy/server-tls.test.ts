import { expect, test } from "vitest";
import { parseHaproxy } from "../../../../agent/config/haproxy/parse.ts";
import type { Server } from "../../../../agent/config/haproxy/server-config.ts";

function read(
  words: string,
  global = "",
): { readonly server: Server | undefined; readonly refused: boolean } {
  const text = `global\n${global}\nlisten b\n mode http\n bind :1\n server s 127.0.0.1:2 ${words}\n`;
  const { config, problems } = parseHaproxy(text, "x");
  return {
    server: config.backends[0]?.servers[0],
    refused: problems.some(({ severity }) => severity === "fatal" || severity === "unsupported"),
  };
}

/** Which of these HAProxy 2.6.12 refuses; files and ciphers are the machine's affair. */
test.each([
  ["ssl", true],
  ["ssl verify none", false],
  ["ssl verify required", true],
  ["ssl verify required ca-file a.crt", false],
  ["ssl ca-file @system-ca", false],
  ["ssl verify optional", true],
  ["ssl verify", true],
  ["ssl verify none sni str(a)", false],
  ["ssl verify none sni a.test", true],
  ["ssl verify none sni", true],
  ["sni req.hdr(host)", false],
  ["ssl verify none alpn h2,http/1.1", false],
  ["ssl verify none alpn", true],
  ["ssl verify none ssl-min-ver TLSv9", true],
  ["ssl verify none no-tlsv13 no-tlsv12 no-sslv3", true],
  ["ssl verify none force-tlsv12 no-ssl-reuse no-tls-tickets", false],
  ["check check-ssl", true],
  ["check check-ssl verify none check-sni a.test check-alpn http/1.1", false],
  ["verify none", false],
  ["no-ssl no-check-ssl", false],
])("server … %s: refused %s", (words, refused) => {
  expect(read(words).refused).toBe(refused);
});

test("the words of a line stand above those of global", () => {
  const global =
    " ssl-server-verify none\n ssl-default-server-options ssl-min-ver TLSv1.3\n ssl-default-server-ciphers A";
  expect(read("ssl", global).server?.tls).toEqual({
    verify: false,
    alpn: [],
    minimumVersion: "TLSv1.3",
    maximumVersion: "TLSv1.3",
    tickets: true,
    resumes: true,
    ciphers: "A",
  });
  expect(
    read("ssl verify required ca-file a ciphers B ssl-min-ver TLSv1.2", global).server?.tls,
  ).toMatchObject({
    verify: true,
    authorities: "a",
    ciphers: "B",
    minimumVersion: "TLSv1.2",
  });
});

test.each([
  ["ssl verify none", false],
  ["ssl verify none check", true],
  ["ssl verify none check port 80", false],
  ["ssl verify none check addr 127.0.0.2", false],
  ["ssl verify none check port 80 check-ssl", true],
  ["verify none check check-ssl", true],
  ["verify none check", false],
])("%s: its checks speak TLS: %s", (words, expected) => {
  expect(read(words).server?.check?.tls !== undefined).toBe(expected);
});
