import { expect, test } from "vitest";
import { parseHaproxy } from "../../../../agent/config/haproxy/parse.ts";
import { dynamicCookie } from "../../../../agent/proxy/dynamic-cookie.ts";

function read(server: string, lines = "") {
  const text = `listen b\n mode http\n bind :1\n${lines} server s 127.0.0.1:9001 ${server}\n`;
  const { config, problems } = parseHaproxy(text, "x");
  const worst = problems.find(({ severity }) => severity === "fatal" || severity === "unsupported");
  return { backend: config.backends[0], server: config.backends[0]?.servers[0], worst: worst?.severity };
}

test.each([
  ["pool-max-conn 3", undefined],
  ["pool-max-conn -1", undefined],
  ["pool-max-conn -2", "fatal"],
  ["pool-max-conn", "fatal"],
  ["pool-purge-delay 3s", undefined],
  ["pool-purge-delay", "fatal"],
  ["pool-low-conn 3", undefined],
  ["max-reuse 3", undefined],
  ["max-reuse", "fatal"],
  ["redir /x", undefined],
  ["redir", "fatal"],
  ["source 127.0.0.2", undefined],
  ["source *", undefined],
  ["source", "fatal"],
  ["source x", "fatal"],
  ["source 127.0.0.2:80", "unsupported"],
  ["source 127.0.0.2 usesrc client", "unsupported"],
])("server … %s is %s", (words, worst) => {
  expect(read(words).worst).toBe(worst);
});

test("what a server says counts before what its section says", () => {
  const lines = " source 127.0.0.7\n";
  expect(read("pool-max-conn 2 pool-purge-delay 1s", lines).server).toMatchObject({
    source: "127.0.0.7",
    idleMaximum: 2,
    purgeMs: 1000,
  });
  expect(read("source 127.0.0.8 pool-max-conn -1", lines).server).toMatchObject({ source: "127.0.0.8" });
});

// As HAProxy 2.6.12 sets them.
test.each([
  ["127.0.0.1", 9001, "MYKEY", "6bbdc36b631e0347"],
  ["::1", 9003, "MYKEY", "3ec0432b857be27a"],
  ["127.0.0.1", 9001, "secret", "79d74b383385d668"],
])("the cookie of %s port %i with the key %s is %s", (host, port, key, value) => {
  const server = { name: "s", host, port, weight: 1, backup: false };
  expect(dynamicCookie(server, key)).toBe(value);
});

test("a dynamic cookie has its key", () => {
  const { backend } = read("", " dynamic-cookie-key k\n cookie S insert dynamic\n");
  expect(backend?.persist).toMatchObject({ dynamicKey: "k", cookie: { dynamic: true } });
});
