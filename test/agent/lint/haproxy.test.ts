import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../agent/base/problem.ts";
import { newFile } from "../../../agent/config/haproxy/draft.ts";
import { readFile } from "../../../agent/config/haproxy/read-file.ts";
import { Report } from "../../../agent/config/haproxy/report.ts";
import { haproxyRules } from "../../../agent/lint/haproxy/index.ts";

type Case = readonly [what: string, text: string, found: RegExp | undefined];

const http = "defaults\n mode http\n";
const front = (lines = "") => `${http}frontend f\n bind :1\n${lines}`;
const back = (lines = " server s 127.0.0.1:1 check\n") => `backend b\n${lines}`;
const tcp = (lines: string) => `listen l\n mode tcp\n bind :1\n${lines}`;

/** What one rule says of a file. */
function findingsOf(name: string, text: string): readonly string[] {
  const draft = newFile({ readFile: () => "", environment: { HAPROXY_LOCALPEER: "me" } });
  readFile({ file: "h", text }, draft, new Report());
  const report = new Report();
  haproxyRules.find((rule) => rule.name === name)?.find(draft, report);
  return report.problems.map((problem) => `${problem.severity} ${formatProblem(problem, "en")}`);
}

const cases: Readonly<Record<string, readonly Case[]>> = {
  "path-pattern": [
    [
      "without a slash",
      front(" acl a path_beg api\n"),
      /^mistake h:5:17: "path_beg api" never holds: a path begins/,
    ],
    [
      "with a query",
      front(" http-request deny if { path /a?b }\n"),
      /^mistake h:5:30: .*a path has no query/,
    ],
    ["an end", front(" acl a path_end .png\n"), undefined],
    ["a path", front(" acl a path -i /a *\n"), undefined],
  ],
  "star-pattern": [
    ["in front", front(" acl a path_end *.png\n"), /^mistake h:5:17: In "\*\.png" the star/],
    ["behind", front(" http-request deny if { path_beg /a/* }\n"), /^mistake h:5:34/],
    ["in an expression", front(" acl a path_reg .*\\.png\n"), undefined],
  ],
  "host-pattern": [
    ["a path", front(" acl a hdr(host) a.test/x\n"), /^mistake h:5:18: .*Write a\.test\./],
    ["capital letters", front(" acl a hdr(host) A.test\n"), /^mistake h:5:18: .*Add -i/],
    ["with -i", front(" acl a hdr(host) -i A.test\n"), undefined],
  ],
  "comparison-sign": [
    ["a sign", front(" acl a path == /a\n"), /^mistake h:5:13: "==" is no sign here/],
    ["of numbers", front(" acl a nbsrv(b) eq 1\n"), undefined],
  ],
  "typed-quote": [
    ["quotes", front(" http-request set-header X-A \u201cabc\u201d\n"), /^mistake h:5:30: Typographic/],
    ["plain ones", front(' http-request set-header X-A "abc"\n'), undefined],
  ],
  "hidden-sign": [
    ["a blank", front(" use_backend\u00a0b\n"), /^mistake h:5:2: This word has a blank/],
    ["none", front(" use_backend b\n"), undefined],
  ],
  "check-unit": [
    [
      "a small number",
      back(" server s 127.0.0.1:1 check inter 2\n"),
      /^mistake h:2:35: "inter 2" means 2 milli/,
    ],
    ["with its unit", back(" server s 127.0.0.1:1 check inter 2s fastinter 500\n"), undefined],
  ],
  "cookie-server": [
    [
      "no server has one",
      `${http}${back(" cookie S insert\n server a :1\n server b :2\n")}`,
      /^mistake h:4:2: No server of b has "cookie VALUE"/,
    ],
    [
      "two have the same",
      `${http}${back(" cookie S insert\n server a 127.0.0.1:1 cookie x\n server b 127.0.0.1:2 cookie x\n")}`,
      /^mistake h:6:9: "b" has the cookie "x" of "a"/,
    ],
    [
      "each its own",
      `${http}${back(" cookie S insert\n server a 127.0.0.1:1 cookie x\n server b 127.0.0.1:2 cookie y\n")}`,
      undefined,
    ],
  ],
  "stats-uri": [
    ["without a slash", front(" stats uri stats\n"), /^mistake h:5:12: "stats" is never asked for/],
    ["of the monitor", front(" monitor-uri alive\n"), /^mistake h:5:14/],
    ["with it", front(" stats uri /stats\n monitor-uri /alive\n"), undefined],
  ],
  "connection-limit": [
    [
      "more than all",
      `global\n maxconn 10\n${front(" maxconn 20\n")}`,
      /^mistake h:7:10: f will never have 20/,
    ],
    ["less", `global\n maxconn 10\n${front(" maxconn 5\n")}`, undefined],
  ],
  "redirect-loop": [
    [
      "to where it comes from",
      front(" bind :2 ssl crt a.pem\n redirect scheme https\n"),
      /^mistake h:6:2: Who comes by TLS already/,
    ],
    ["with a condition", front(" bind :2 ssl crt a.pem\n redirect scheme https if !{ ssl_fc }\n"), undefined],
    ["without TLS", front(" redirect scheme https\n"), undefined],
  ],
  "bytes-mode": [
    [
      "a rule",
      front(" http-request deny if { req.len gt 4 }\n"),
      /^mistake h:5:2: f is in mode http: what looks/,
    ],
    ["a choice", front(" use_backend b if { req.ssl_sni x }\n") + back(), /^mistake h:5:14/],
    ["in tcp", tcp(" tcp-request content accept if { req.len 4 }\n"), undefined],
    ["of a request", front(" http-request deny if HTTP\n"), undefined],
  ],
  "inspect-delay": [
    [
      "none",
      tcp(" tcp-request content accept if { req.len gt 4 }\n"),
      /^mistake h:4:2: Without "tcp-request inspect-delay"/,
    ],
    ["none, and a capture", tcp(" tcp-request content capture req.ssl_sni len 9\n"), /^mistake h:4:2/],
    [
      "of answers",
      tcp(" tcp-response content reject if { res.len 4 }\n"),
      /^mistake h:4:2: .*"tcp-response ins/,
    ],
    [
      "a choice that waits for nothing",
      tcp(" use_backend b if { req.ssl_sni x }\nbackend b\n"),
      /^mistake h:4:14: The backend is chosen before/,
    ],
    ["one", tcp(" tcp-request inspect-delay 5s\n tcp-request content accept if WAIT_END\n"), undefined],
    ["nothing to wait for", tcp(" tcp-request content accept if { src 10.0.0.1 }\n"), undefined],
  ],
  "unknown-backend": [
    [
      "a misspelt name",
      front(" default_backend bb\n") + back(),
      /^fatal h:5:18: .*"bb"\. Did you mean "b"\?/,
    ],
    ["by a condition", front(" use_backend x if TRUE\n"), /^fatal h:5:14/],
    ["a name that there is", front(" default_backend b\n") + back(), undefined],
  ],
  "mode-mismatch": [
    [
      "http to tcp",
      `${front(" default_backend b\n")}backend b\n mode tcp\n`,
      /^fatal h:5:18: f is in mode http/,
    ],
    [
      "tcp to http",
      `frontend f\n bind :1\n default_backend b\nbackend b\n mode http\n`,
      /^unsupported h:3:18/,
    ],
    ["the same", front(" default_backend b\n") + back(), undefined],
  ],
  "no-bind": [
    ["none", `${http}frontend f\n`, /^mistake h:3:10: frontend f has no "bind"/],
    ["one", front(), undefined],
  ],
  "httplog-mode": [
    ["in tcp", tcp(" option httplog\n log global\n"), /^mistake h:4:2: "option httplog" needs "mode http"/],
    ["in http", front(" option httplog\n"), undefined],
  ],
  "log-target": [
    ["a format alone", front(" option httplog\n"), /^mistake h:5:2: f has a log format but no address/],
    ["with one", front(" option httplog\n log 127.0.0.1 local0\n"), undefined],
  ],
  "forwardfor-mode": [
    ["in tcp", tcp(" option forwardfor\n"), /^mistake h:1:8: "option forwardfor" needs "mode http"/],
    ["in http", front(" option forwardfor\n"), undefined],
  ],
  "no-default-backend": [
    ["none", front(), /^mistake h:3:10: frontend f has no "default_backend"/],
    ["a route", front(" use_backend b if TRUE\n") + back(), undefined],
    ["an answer of its own", front(" http-request return status 200\n"), undefined],
  ],
  "no-server": [
    ["an empty backend", front(" default_backend b\n") + back(""), /^mistake h:5:18: "b" has no server/],
    ["one with a server", front(" default_backend b\n") + back(), undefined],
  ],
  "address-twice": [
    ["one address", front(" bind :1\n"), /^mistake h:3:10: 0\.0\.0\.0:1 is listened on twice/],
    ["one path", front(" bind /x\n bind /x\n"), /\/x is listened on twice/],
    ["two paths", front(" bind /x\n bind /y\n"), undefined],
  ],
  "unused-backend": [
    ["nobody sends", front() + back(), /^mistake h:5:9: No frontend sends to the backend b/],
    ["somebody does", front(" default_backend b\n") + back(), undefined],
  ],
  "stats-mode": [
    ["in tcp", tcp(" stats enable\n"), /^mistake h:1:8: "stats" is ignored in l/],
    ["in http", front(" stats enable\n"), undefined],
  ],
  "missing-timeout": [
    ["none", front(), /^mistake h:3:10: frontend f lacks timeouts/],
    ["the client's", front(" timeout client 5s\n"), undefined],
  ],
  "http-check-option": [
    ["rules alone", back(" http-check send meth GET\n"), /^mistake h:2:2: Without "option httpchk"/],
    ["with it", back(" option httpchk\n http-check send meth GET\n"), undefined],
  ],
  "httpchk-check": [
    [
      "no check",
      back(" option httpchk\n server s 127.0.0.1:1\n"),
      /^mistake h:2:9: "option httpchk" has no effect/,
    ],
    ["a check", back(" option httpchk\n server s 127.0.0.1:1 check\n"), undefined],
  ],
  "tcp-check-option": [
    ["steps alone", back(" tcp-check connect\n"), /^mistake h:2:2: Without "option tcp-check"/],
    ["with it", back(" option tcp-check\n tcp-check connect\n"), undefined],
  ],
  "ignored-use-backend": [
    ["in a backend", back(" use_backend nope if TRUE\n"), /^fatal h:2:14: No backend is named "nope"/],
    ["a name that there is", back(" use_backend b if TRUE\n"), undefined],
  ],
  "condition-mode": [
    ["a path in tcp", tcp(" use_backend l if { path /x }\n"), /^mistake h:4:14: l is in mode tcp/],
    ["a source in tcp", tcp(" use_backend l if { src 10.0.0.1 }\n"), undefined],
  ],
  "rule-mode": [
    ["in tcp", tcp(" http-request deny\n"), /^mistake h:4:2: "http-request" needs "mode http"/],
    ["in http", front(" http-request deny\n"), undefined],
  ],
  "balance-mode": [
    ["in tcp", tcp(" balance uri\n"), /^mistake h:4:2: "balance uri" needs "mode http"/],
    ["in http", `${http}${back(" balance uri\n")}`, undefined],
  ],
  "condition-name": [
    [
      "a backend",
      front(" http-request deny if { nbsrv(bb) lt 1 }\n") + back(),
      /asks about "bb".* Did you mean "b"\?/,
    ],
    ["a server", front(" http-request deny if { srv_is_up(b/x) }\n") + back(), /no server "x"/],
    ["a userlist", front(" http-request deny unless { http_auth(u) }\n"), /No "userlist" is named "u"/],
    ["one that there is", front(" http-request deny if { srv_is_up(b/s) }\n") + back(), undefined],
  ],
  "server-reference": [
    ["no resolvers", back(" server s x:80 resolvers r\n"), /^fatal .*No section "resolvers r" exists/],
    ["an agent without a port", back(" server s 10.0.0.1:80 agent-check\n"), /has no port/],
    [
      "one number twice",
      back(" server s 10.0.0.1:80 id 5\n server t 10.0.0.1:80 id 5\n"),
      /has "id 5" already/,
    ],
    ["all there", back(" server s 10.0.0.1:80 id 5\n"), undefined],
  ],
  "server-track": [
    ["nobody", back(" server s 10.0.0.1:80 track b/t\n"), /^fatal .*there is no such server/],
    [
      "one that is checked",
      back(" server s 10.0.0.1:80 check\n server t 10.0.0.1:80 track b/s\n"),
      undefined,
    ],
  ],
  "timeout-unit": [
    ["milliseconds", "defaults\n timeout client 5\n", /^mistake h:2:17: .*means 5 milliseconds.*Write 5s/],
    ["none", "defaults\n timeout client 0\n", undefined],
    ["a unit", "defaults\n timeout client 5s\n", undefined],
  ],
  "crt-without-ssl": [
    ["forgotten", front(" bind :2 crt /x.pem\n"), /^mistake h:5:2: There is "crt" but no "ssl"/],
    ["written", front(" bind :2 ssl crt /x.pem\n"), undefined],
  ],
  "weak-password": [
    ["short", front(" stats auth admin:abc\n"), /^mistake h:5:13: The password of "admin"/],
    ["long", front(" stats auth admin:vG7-pl0Ak-22\n"), undefined],
  ],
  "weak-user": [
    [
      "plain and guessed",
      "userlist u\n user a insecure-password secret\n",
      /^mistake h:2:7: The password of "a"/,
    ],
    ["encrypted", "userlist u\n user a password $6$x$y\n", undefined],
  ],
  "unreachable-route": [
    [
      "behind one without a condition",
      front(" use_backend b\n use_backend c if TRUE\n") + back(),
      /^mistake h:6:2: "use_backend c" is never reached: .* line 5/,
    ],
    ["the default", front(" use_backend b\n default_backend c\n"), /"default_backend c" is never reached/],
    ["with conditions", front(" use_backend b if TRUE\n default_backend c\n"), undefined],
  ],
  "unreachable-redirect": [
    [
      "behind a redirect",
      front(" redirect location /x\n default_backend b\n"),
      /^mistake h:6:2: "default_backend b" is never reached: line 5 answers every request/,
    ],
    [
      "behind a deny",
      front(" http-request deny\n use_backend b if TRUE\n"),
      /"use_backend b" is never reached/,
    ],
    ["with a condition", front(" redirect location /x if TRUE\n default_backend b\n"), undefined],
  ],
  "same-condition": [
    [
      "twice",
      front(" use_backend b if TRUE\n use_backend c if TRUE\n"),
      /^mistake h:6:2: .*stands at line 5/,
    ],
    ["two", front(" use_backend b if TRUE\n use_backend c if FALSE\n"), undefined],
  ],
  "default-twice": [
    [
      "twice",
      front(" default_backend b\n default_backend c\n"),
      /^mistake h:5:2: .*that of line 6 replaces it/,
    ],
    ["once", front(" default_backend b\n"), undefined],
  ],
  "unused-acl": [
    ["nobody asks", front(" acl x path /x\n"), /^advice h:5:6: advice: No rule of f uses the ACL "x"/],
    ["negated", front(" acl x path /x\n http-request deny if !x\n"), undefined],
  ],
  "error-page": [
    ["no section", front(" errorfiles e\n"), /^fatal h:5:13: No section "http-errors" is named "e"/],
    ["no page", `http-errors e\n${front(" errorfiles e 503\n")}`, /^mistake .* has no page for 503/],
    ["all there", `http-errors e\n errorfile 503 /x\n${front(" errorfiles e 503\n")}`, undefined],
  ],
  "userlist-name": [
    ["a group", "userlist u\n user a groups g\n", /^fatal h:2:16: "userlist u" has no group "g"/],
    ["both ways", "userlist u\n group g users a\n user a\n", undefined],
  ],
  "peers-local": [
    [
      "without this machine",
      "peers p\n peer a 10.0.0.1:1\n",
      /^mistake h:1:7: .*does not name this machine \("me"\)/,
    ],
    ["with it", "peers p\n peer me 10.0.0.1:1\n", undefined],
  ],
  "dynamic-cookie": [
    [
      "without a key",
      `${http}${back(" cookie S insert dynamic\n server s 127.0.0.1:1\n")}`,
      /^mistake h:3:9: Without "dynamic-cookie-key KEY"/,
    ],
    [
      "of a name",
      `${http}${back(" cookie S insert dynamic\n dynamic-cookie-key k\n server s host.test:1\n")}`,
      /^unsupported h:6:9: /,
    ],
    [
      "with a key",
      `${http}${back(" cookie S insert dynamic\n dynamic-cookie-key k\n server s 127.0.0.1:1\n")}`,
      undefined,
    ],
  ],
  "server-verify": [
    [
      "nobody who signs",
      back(" server s 127.0.0.1:1 ssl\n"),
      /^fatal h:2:9: Who signs the certificate of s\?/,
    ],
    ["nor for the checks", back(" server s 127.0.0.1:1 check check-ssl\n"), /^fatal h:2:9: Who signs/],
    ["not verified", back(" server s 127.0.0.1:1 ssl verify none\n"), undefined],
    [
      "not verified at all",
      `global\n ssl-server-verify none\n${back(" server s 127.0.0.1:1 ssl\n")}`,
      undefined,
    ],
    ["signed", back(" server s 127.0.0.1:1 ssl ca-file a.crt\n"), undefined],
    [
      "by no version",
      back(" server s 127.0.0.1:1 ssl verify none ssl-min-ver TLSv1.3 ssl-max-ver TLSv1.2\n"),
      /^fatal h:2:9: No version of TLS is left for s/,
    ],
  ],
  "stick-type": [
    [
      "bytes in a table of addresses",
      `${http}${back(" stick-table type ip size 1k\n stick on bin(0a)\n")}`,
      /^fatal h:5:11: .*is of type ip/,
    ],
    ["a path", `${http}${back(" stick-table type ip size 1k\n stick on path\n")}`, undefined],
  ],
  "state-file": [
    [
      "named",
      `global\n server-state-file /x\n${http} load-server-state-from-file global\n${back()}`,
      undefined,
    ],
    [
      "not named",
      `${http} load-server-state-from-file global\n${back()}`,
      /^mistake h:4:9: .*"server-state-file" is missing/,
    ],
    ["by each section", `${http} load-server-state-from-file local\n${back()}`, undefined],
  ],
  "external-check": [
    [
      "permitted and named",
      `global\n external-check\n insecure-fork-wanted\n${http}${back(" option external-check\n external-check command /bin/true\n")}`,
      undefined,
    ],
    [
      "not permitted",
      http + back(" option external-check\n external-check command /bin/true\n"),
      /^fatal h:4:2: .* in the global section/,
    ],
    [
      "not named",
      `global\n external-check\n insecure-fork-wanted\n${http}${back(" option external-check\n")}`,
      /^fatal h:7:2: b names no program/,
    ],
    [
      "no fork",
      `global\n external-check\n${http}${back(" option external-check\n external-check command /x\n")}`,
      /^mistake h:6:2: .*insecure-fork-wanted/,
    ],
    ["no option", http + back(" external-check command /bin/true\n"), /^mistake h:4:2: .* are ignored/],
  ],
  "http-check-without-question": [
    [
      "option httpchk in defaults, expect in the section",
      `${http} option httpchk GET /h\n${back(" http-check expect status 200\n server s 127.0.0.1:1 check\n")}`,
      /^mistake h:5:2: "http-check" begins a new check here: .* every check fails/,
    ],
    [
      "expect in a defaults that follows another",
      `defaults a\n option httpchk\ndefaults b from a\n http-check expect status 200\nbackend c from b\n server s 127.0.0.1:1 check\n`,
      /^mistake h:5:9/,
    ],
    [
      "a connection alone",
      `${http} option httpchk\n${back(" http-check connect\n server s 127.0.0.1:1 check\n")}`,
      /is content with a connection/,
    ],
    [
      "with a question",
      `${http} option httpchk\n${back(" http-check send uri /x\n http-check expect status 200\n server s 127.0.0.1:1 check\n")}`,
      undefined,
    ],
    [
      "with the option again",
      `${http} option httpchk\n${back(" http-check expect status 200\n option httpchk\n server s 127.0.0.1:1 check\n")}`,
      undefined,
    ],
    ["both in defaults", `${http} option httpchk\n http-check expect status 200\n${back()}`, undefined],
    ["disable-on-404 alone", `${http} option httpchk\n http-check disable-on-404\n${back()}`, undefined],
  ],
  "resolvers-empty": [
    ["nobody", "resolvers r\n", /^mistake h:1:11: "resolvers r" has no "nameserver"/],
    ["the system", "resolvers r\n parse-resolv-conf\n", undefined],
  ],
  "mailers-use": [
    ["nobody", "mailers m\n mailer a 10.0.0.1:25\n", /^mistake h:1:9: No proxy uses "mailers m"/],
    ["incomplete", front(" email-alert from a@b\n"), /^mistake h:5:2: "email-alert" is ignored in f/],
    ["none", front(), undefined],
  ],
};

test("every rule has its cases", () => {
  expect(Object.keys(cases).sort()).toEqual(haproxyRules.map(({ name }) => name).sort());
});

describe.each(Object.entries(cases))("%s", (name, table) => {
  test.each(table)("%s", (_, text, found) => {
    const findings = findingsOf(name, text);
    if (found) expect(findings.join("\n")).toMatch(found);
    else expect(findings).toEqual([]);
  });
});
