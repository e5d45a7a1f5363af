import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseHaproxy } from "../../../../agent/config/haproxy/parse.ts";
import { BackendState } from "../../../../agent/proxy/backend-state.ts";
import { exportMetrics } from "../../../../agent/stats/prometheus/exporter.ts";
import { statsViewOf } from "../view.ts";

const text = `defaults
 mode http
 timeout connect 1s
 timeout client 1s
 timeout server 1s
frontend f
 bind 127.0.0.1:18990
 default_backend b
backend b
 server s1 127.0.0.1:18990 check
 server s2 127.0.0.1:18990
`;

function viewOf() {
  const { config } = parseHaproxy(text, "x");
  const states = config.backends.map((backend) => new BackendState(backend));
  states[0]?.checks[0]?.checked(
    { passed: true, status: "l4-ok" },
    { durationMs: 250, health: 4, wasUp: true },
  );
  return statsViewOf(config, states, 5000);
}

/** What the original said of the same file: types and names with their labels, in its order. */
const recorded = readFileSync(new URL("../../../cases/haproxy-2.6.12-metrics.txt", import.meta.url), "utf8");

test("names, labels, types and their order are the original's", () => {
  const lines = exportMetrics(viewOf(), "/metrics")
    .split("\n")
    .filter((line) => !line.startsWith("# HELP"))
    .map((line) => (line.startsWith("# TYPE") ? line.slice(2) : line.replace(/ [^ ]*$/, "")));
  expect(lines.join("\n")).toBe(recorded);
});

test.each([
  ["/metrics?scope=frontend", ["frontend"]],
  ["/metrics?scope=server&scope=backend", ["backend", "server"]],
  ["/metrics?scope=*", ["process", "frontend", "backend", "server"]],
  ["/metrics?scope=", []],
])("%s shows %j", (target, wanted) => {
  const found = exportMetrics(viewOf(), target).matchAll(/^# TYPE haproxy_([a-z]+)/gm);
  expect([...new Set([...found].map((match) => match[1]))]).toEqual(wanted);
});

test("times are in seconds, states are one line each, what does not exist is NaN", () => {
  const page = exportMetrics(viewOf(), "/metrics");
  expect(page).toContain('haproxy_server_check_duration_seconds{proxy="b",server="s1"} 0.25\n');
  expect(page).toContain('haproxy_server_check_status{proxy="b",server="s1",state="L4OK"} 1\n');
  expect(page).toContain('haproxy_backend_agg_server_status{proxy="b",state="UP"} 2\n');
  expect(page).toContain('haproxy_server_limit_sessions{proxy="b",server="s1"} NaN\n');
});
