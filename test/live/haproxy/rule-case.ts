import { readFileSync } from "node:fs";

/** The expressions of test/cases/haproxy-expression.json, and some that need a running balancer. */
const recorded: {
  readonly files: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
} = JSON.parse(readFileSync(new URL("../../cases/haproxy-expression.json", import.meta.url), "utf8"));

const living =
  `sc0_http_req_rate sc0_http_req_cnt sc0_conn_cur sc0_get_gpc0 sc0_get_gpt0 sc1_tracked sc1_http_req_rate
  sc2_get_gpc0 sc_get_gpc(1,2) sc_gpc_rate(0,2) sc0_get_gpc0(other) sc0_inc_gpc0 sc0_clr_gpc0 src_get_gpc0(f)
  src_inc_gpc0(other) src_get_gpc0(other) src_http_req_rate(st) src,in_table(f) src,table_gpc0(f) table_cnt(f)
  table_avl(f) src,table_expire(st,5) nbsrv(b) srv_is_up(b/s) srv_weight(b/s) srv_conn(b/s) be_conn(b) queue(b)
  be_conn_free(b) fe_name var(txn.v) var(txn.n),add(1) var(txn.none,no) str(a),concat(-,txn.v,+) http_first_req
  str(abc),strcmp(txn.v) capture.req.hdr(0) capture.req.method capture.req.uri unique-id`.split(/\s+/);

/** Files that the configuration names. */
export const ruleFiles: Readonly<Record<string, string>> = {
  ...recorded.files,
  "all.lf": [...Object.keys(recorded.values), ...living]
    .map((each) => `${each.replaceAll("%", "%%")} <%[${each}]>\n`)
    .join(""),
  "error.http": "HTTP/1.0 403 No\r\nX-A: b\r\nContent-Type: text/x\r\n\r\nnot here\n",
  "page.txt": "page %[path]",
};

export const ruleConfig = `userlist u
 group g users a
 user a insecure-password b
frontend f
 bind 127.0.0.1:18080
 timeout tarpit 100ms
 log-format "%f|%ft|%b|%s|%ST|%U|%tsc|%hr|%hs|%hrl|%hsl|%r|%{+Q}r|%HM|%HP|%HQ|%HU|%HV|%rc|%sq|%bq|%[var(txn.v)]|%[var(txn.none)]|%{+Q}[var(txn.v)]|%{+Q}[var(txn.none)]|%{+E}[capture.req.hdr(0)]|%[capture.res.hdr(0)]|%{+X}ci   spaces  %%"
 capture request header X-Q len 20
 capture request header X-None len 10
 capture response header Content-Type len 20
 capture cookie sid len 8
 stick-table type ip size 10 expire 10s store gpc0,gpc0_rate(10s),http_req_cnt,http_req_rate(10s),conn_cnt,conn_cur,gpt0
 tcp-request connection set-var(sess.door) src
 tcp-request content reject if { path /content-reject }
 http-request set-var(txn.v) str(value)
 http-request set-var(txn.n) int(41)
 http-request track-sc0 src table f
 http-request track-sc2 src table arr
 http-request sc-inc-gpc0(0)
 http-request sc-inc-gpc(1,2)
 http-request sc-set-gpt0(0) 7
 http-request return status 200 content-type text/plain lf-file all.lf if { path /p/a%20th }
 http-request return status 200 content-type text/plain string hello hdr X-B %[path] if { path /r1 }
 http-request return if { path /r2 }
 http-request return status 404 if { path /r3 }
 http-request return status 404 content-type text/plain lf-file page.txt if { path /r4 }
 http-request return errorfile error.http if { path /r5 }
 http-request deny deny_status 429 content-type text/plain lf-string "no %[src]" hdr retry-after 5 if { path /r6 }
 http-request tarpit deny_status 503 if { path /r7 }
 http-request auth realm my\\ realm if { path /r8 } !{ http_auth(u) }
 http-request reject if { path /r10 }
 http-request deny status 418 if { path /r12 }
 http-request redirect location %[req.hdr(none)] ignore-empty if { path /r18 }
 http-request redirect location "/a b" code 303 if { path /r19 }
 http-request deny deny_status 401 if { sc0_http_req_cnt gt 1000 }
 http-request set-path /new%[path]x if { path_beg /set-path }
 http-request set-pathq /n?x=%[path] if { path_beg /set-pathq }
 http-request set-query %[query]&more if { path_beg /set-query }
 http-request set-uri /whole%[path] if { path_beg /set-uri }
 http-request set-method PUT if { path_beg /set-method }
 http-request replace-path /rep/(.*)/(.*) /\\2/\\1 if { path_beg /rep/ }
 http-request replace-pathq ^/repq(.*)c=(.) /q\\1\\2 if { path_beg /repq }
 http-request replace-uri ^/repu(.*) /u\\1 if { path_beg /repu }
 http-request replace-header X-L ^(.)(.*) \\2-\\1 if { path_beg /headers }
 http-request replace-value X-V ^t(.*) T\\1 if { path_beg /headers }
 http-request del-header x-d -m beg if { path_beg /headers }
 http-request set-header X-Var "%[var(txn.v)] %[var(sess.door)] %HM %HU %f %ID" if { path_beg /headers }
 http-request set-src ipv4(1.2.3.4) if { path_beg /set-src }
 http-request set-log-level silent if { path /silent }
 http-request set-map(map.txt) new %[path] if { path /learn }
 http-request set-header X-Map %[str(new),map(map.txt,none)]
 unique-id-format %{+X}[src]-%[path]
 unique-id-header X-Unique
 option forwardfor header X-Client except 10.0.0.0/8 if-none
 option originalto
 http-response set-header X-Seen "%[var(txn.v)] %[status] %[res.hdr(content-type)] %[capture.req.uri]"
 http-response replace-header Content-Type (.*)/(.*) \\2/\\1
 http-response set-status 299 reason Odd if { capture.req.uri -m beg /status }
 http-response deny if { capture.req.uri -m beg /resp-deny }
 http-response del-header x-seen if { capture.req.uri -m beg /plain }
 http-after-response set-header X-After %[status]
 use_backend %[path,field(2,/)]
 default_backend b
frontend clf
 bind 127.0.0.1:18081
 option httplog clf
 capture request header X-Q len 20
 default_backend b
frontend closed
 bind 127.0.0.1:18082
 tcp-request connection reject if { src 127.0.0.1 }
 default_backend b
backend b
 server s 127.0.0.1:9001 maxconn 7 weight 3
backend dynamic
 server d 127.0.0.1:9002
backend st
 stick-table type ip size 10 expire 10s store gpc0,http_req_rate(10s)
backend other
 stick-table type ip size 10 expire 10s store gpc0
backend arr
 stick-table type ip size 10 expire 10s store gpc(3),gpc_rate(2,10s),gpt(1)
`;

const targets = `/p/a%20th?a=1&b=x%20y&c=3;n=17&a=2 /r1 /r2 /r3 /r4 /r6 /r7 /r8 /r10 /r12 /r18 /r19
  /set-path/y?q=1 /set-pathq/y?q=1 /set-query/y?q=1 /set-query/y /set-uri/y?q=1 /set-method /rep/one/two?c=d /repq?b&c=1d
  /repu/x?y /headers?x=1 /set-src /silent /learn /after /status /resp-deny /plain /dynamic/x /nowhere/x`.split(
  /\s+/,
);

const fields = [
  "Host: h.example.com:81",
  "X-List: a, b",
  'X-List: c,"d,e"',
  "X-Ip: 1.2.3.4, 5.6.7.8",
  "X-Num: 12, 34x",
  "Cookie: sid=abcdefghij; num=5",
  "X-Utf8: \xc3\xa9t\xe2\x82\xac",
  "X-Bad: a\xffb",
  'X-Q: a b"c]d\\e\xe9\t#{|}',
  "X-L: abc",
  "X-V: one, two,three",
  "X-Da: 1",
  "X-Db: 2",
  "Accept-Language: da, en-gb;q=0.8, fr;q=0.7",
  "Authorization: Basic dXNlcjpwYTpzcw==",
  "X-Token: Bearer tok",
  "Connection: close",
].join("\r\n");

/** The port, and what is sent there. */
export const ruleCases: readonly (readonly [port: number, request: string])[] = [
  ...targets.map((target) => [18080, `GET ${target} HTTP/1.1\r\n${fields}\r\n\r\n`] as const),
  [18080, `GET /r8 HTTP/1.1\r\nHost: h\r\nAuthorization: Basic YTpi\r\nConnection: close\r\n\r\n`],
  [18080, `GET /x HTTP/1.1\r\nHost: h\r\nX-Client: here\r\nConnection: close\r\n\r\n`],
  [18081, `GET /clf"x?y HTTP/1.1\r\n${fields}\r\n\r\n`],
  [18082, `GET /x HTTP/1.1\r\n${fields}\r\n\r\n`],
];
