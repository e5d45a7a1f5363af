/** A configuration full of rules, and the requests that meet them. */
export const routeConfig = `frontend f
 bind 127.0.0.1:18080
 monitor-uri /alive
 acl is_api path_beg /api
 acl is_static path_end .jpg .png .css .js
 acl is_static hdr_dom(host) -i static
 acl is_inside src 127.0.0.0/8
 http-request set-header X-Cookie %[req.cook(a)] if { path_beg /hdr }
 http-request set-header X-Param %[url_param(a)] if { path_beg /hdr }
 http-request set-header X-List %[req.hdr(x-l)],%[req.hdr(x-l,1)],%[hdr_cnt(x-l)] if { path_beg /hdr }
 http-request set-header X-From %[src]/%ci:%[dst_port]/%fp if { path_beg /hdr }
 http-request set-header X-None a%[req.hdr(none)]b if { path_beg /hdr }
 http-request set-header X-Line %HM:%HP:%[method]:%[base]:%[query,upper]:%[ssl_fc] if { path_beg /hdr }
 http-request add-header X-L third if { path_beg /hdr }
 http-request del-header X-Del if { path_beg /hdr }
 http-request set-path /new%[path]x if { path_beg /set }
 http-request deny if { path /deny }
 http-request deny deny_status 429 if { path /busy }
 http-request deny deny_status 404 if { method POST } { path /gone }
 http-request redirect location /to%[path]?%[query] code 303 if { path /see }
 http-request redirect prefix https://%[req.hdr(host),lower] if { path /low }
 http-request allow if { path_beg /allow }
 http-request deny if { path_beg /allow }
 redirect scheme https if { path_beg /s302 }
 redirect scheme https code 301 if { path_beg /s301 }
 redirect scheme https drop-query if { path_beg /drop }
 redirect scheme https append-slash if { path_beg /slash }
 redirect scheme https drop-query append-slash if { path_beg /both }
 redirect prefix http://other/base code 303 if { path_beg /p303 }
 redirect prefix http://other/base/ code 307 if { path_beg /p307 }
 redirect prefix / code 308 if { path_beg /p308 }
 redirect prefix http://o set-cookie SEEN=1 if { path_beg /seen }
 redirect prefix http://o clear-cookie SEEN= if { path_beg /clear }
 redirect location http://z/%[path] if { path_beg /plain }
 use_backend api if is_api !{ method POST }
 use_backend static if is_static || { urlp(kind) static }
 use_backend inside if is_inside { hdr(x-inside) yes }
 use_backend none if { path /none }
 default_backend app
frontend never
 bind 127.0.0.1:18081
 monitor-uri /alive
 monitor fail if { nbsrv(none) lt 1 }
 use_backend app unless TRUE
 errorfile 403 forbidden.http
 http-request deny if { path /deny }
listen own
 bind 127.0.0.1:18082
 http-request set-header X-Times %[req.hdr(x-times)]+1
 use_backend app if { path /app }
 server s1 127.0.0.1:9003
frontend other
 bind 127.0.0.1:18083
 default_backend own
frontend tcp
 mode tcp
 option tcplog
 bind 127.0.0.1:18084
 bind 127.0.0.1:18085
 use_backend tcp2 if { dst_port 18085 } { src 127.0.0.1 } !{ ssl_fc }
 default_backend tcp1
backend app
 http-request deny if { path /app-deny }
 redirect location /in-app if { path /app-redirect }
 http-request set-header X-Backend app if { path_beg /hdr }
 server s1 127.0.0.1:9001
backend api
 balance leastconn
 server s1 127.0.0.1:9002
backend static
 balance uri
 server s1 127.0.0.1:9003
backend inside
 server s1 127.0.0.1:9004
backend none
backend tcp1
 mode tcp
 server s1 127.0.0.1:9001
backend tcp2
 mode tcp
 balance source
 server s1 127.0.0.1:9002
`;

const targets =
  `/ /alive /alive?x /api/1 /a.png /a.png?x=1 /x?kind=static /x?kind=other /none /hdr /hdr?a=1&a=2 /set/y?q=1 /deny /busy /gone
  /see?a=b /low /allow /s302/x?y=z /s301 /drop/a?b /slash/a?b /slash/a/ /both/a?b /both/a/?b /p303/x?q /p307/x /p308/x?q=1
  /seen /clear /plain/x /app-deny /app-redirect //s302/x http://H.Static.example:8080/s302/x?y http://H.Static.example:8080/set/x?y`.split(
    /\s+/,
  );

const fields =
  "Host: H.Static.example:8080\r\nX-L: one, two\r\nX-Del: x\r\nCookie: a=1; b=2\r\nCookie: a=3\r\n";
const plainFields = fields.replace(".Static", "");
const close = "Connection: close\r\n\r\n";

/** The port, and what is sent there. */
export const routeCases: readonly (readonly [port: number, request: string])[] = [
  ...targets.map((target) => {
    const of = target.startsWith("http") ? fields : plainFields;
    return [18080, `GET ${target} HTTP/1.1\r\n${of}${close}`] as const;
  }),
  [18080, `GET /somewhere HTTP/1.1\r\n${fields}${close}`],
  [18080, `GET /x HTTP/1.1\r\nX-Inside: yes\r\n${close}`],
  [18080, `POST /api/1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n${close}abc`],
  [18080, `POST /gone HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n${close}`],
  [18080, "POST /s302 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"],
  [18080, "POST /deny HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na"],
  [18080, `HEAD /s302 HTTP/1.1\r\nHost: h\r\n${close}`],
  [18080, `HEAD /deny HTTP/1.1\r\nHost: h\r\n${close}`],
  [18080, "GET /s302 HTTP/1.0\r\n\r\n"],
  [18080, "GET /s302 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"],
  [18080, `GET /s302 HTTP/1.1\r\n${close}`],
  [
    18080,
    ["/s302", "/api/1", "/x", "/app-redirect", "/a.png", "/deny", "/"]
      .map((target) => `GET ${target} HTTP/1.1\r\nHost: h\r\n\r\n`)
      .join(""),
  ],
  [18081, `GET /alive HTTP/1.1\r\nHost: h\r\n${close}`],
  [18081, `GET / HTTP/1.1\r\nHost: h\r\n${close}`],
  [18081, `GET /deny HTTP/1.1\r\nHost: h\r\n${close}`],
  [18082, `GET / HTTP/1.1\r\nHost: h\r\nX-Times: 0\r\n${close}`],
  [18082, `GET /app HTTP/1.1\r\nHost: h\r\nX-Times: 0\r\n${close}`],
  [18083, `GET / HTTP/1.1\r\nHost: h\r\nX-Times: 0\r\n${close}`],
  [18084, `GET / HTTP/1.1\r\nHost: h\r\n${close}`],
  [18085, `GET / HTTP/1.1\r\nHost: h\r\n${close}`],
];
