import { expect, test } from "vitest";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { frontPage } from "../../../lab/oracle/front-page.ts";

const common = "defaults\n  mode http\n";
const backends = "backend one\n  server a 10.0.0.1:80\nbackend two\n  server b 10.0.0.2:80\n";

/** The page and the backend behind `http://192.168.1.100/` with this frontend. */
function pageOf(...lines: readonly string[]) {
  const frontend = ["frontend f", ...lines].join("\n  ");
  const { config } = parseHaproxy(`${common}${frontend}\n${backends}`, "haproxy.cfg");
  const { url, backend } = frontPage(config, "http://192.168.1.100/");
  return [url, backend?.name];
}

const plain = "http://192.168.1.100/";
const tls = "bind *:443 ssl crt /etc/haproxy/certs/site.pem";
const toTls = "redirect scheme https code 301 if !{ ssl_fc }";

test.each([
  ["the default backend", ["bind *:80", "default_backend two"], [plain, "two"]],
  [
    "a rule that holds",
    ["bind *:80", "use_backend two if { path / }", "default_backend one"],
    [plain, "two"],
  ],
  [
    "a rule that does not",
    ["bind *:80", "use_backend two if { path_beg /api }", "default_backend one"],
    [plain, "one"],
  ],
  [
    "a redirection to TLS",
    ["bind *:80", tls, toTls, "default_backend two"],
    ["https://192.168.1.100/", "two"],
  ],
  ["a redirection to where nobody listens", ["bind *:80", toTls, "default_backend two"], [plain, "two"]],
  [
    "a redirection to another host",
    ["bind *:80", "redirect location http://10.0.0.9/ if { path / }", "default_backend two"],
    [plain, "two"],
  ],
  [
    "a path of the same host",
    ["bind *:80", "redirect location /shop if { path / }", "default_backend two"],
    ["http://192.168.1.100/shop", "two"],
  ],
  ["a circle", ["bind *:80", "redirect location / if { path / }", "default_backend two"], [plain, "two"]],
  ["another port", ["bind *:8080", "default_backend two"], [plain, "two"]],
])("what a client meets: %s", (_, lines, expected) => {
  expect(pageOf(...lines)).toEqual(expected);
});

test("without a frontend the first backend is judged", () => {
  const { config } = parseHaproxy(common + backends, "haproxy.cfg");
  expect(frontPage(config, plain).backend?.name).toBe("one");
});
