import { helloRecord, hostExtension } from "../../agent/acl/hello-bytes.ts";

/** What is sent to a port, piece by piece; a number is a pause in milliseconds. */
export interface ByteCase {
  readonly name: string;
  readonly port: number;
  readonly pieces: readonly (string | number)[];
}

const origin = " server s 127.0.0.1:9001\n";

/** The timeouts of the usual section count here, too. */
export const byteConfig = `frontend f
 bind 127.0.0.1:18080
 mode tcp
 option tcplog
 tcp-request inspect-delay 400ms
 tcp-request content set-var(sess.host) req.ssl_sni
 tcp-request content accept if { req_ssl_hello_type 1 }
 tcp-request content reject if { req.payload(0,3) -m str bad }
 use_backend named if { req_ssl_sni -i shop.example.com }
 use_backend versed if { req.ssl_alpn h2 }
 use_backend plain if { req.proto_http }
 default_backend other
frontend w
 bind 127.0.0.1:18081
 mode tcp
 option tcplog
 tcp-request inspect-delay 300ms
 tcp-request content accept if WAIT_END
 default_backend answers
frontend h
 bind 127.0.0.1:18082
 http-request set-header x-before %[req.body_len]
 http-request wait-for-body time 300ms at-least 10 if { path_beg /some }
 http-request wait-for-body time 300ms if { path_beg /all }
 http-request set-header x-body %[req.body,length]-%[req.body_len]-%[req.body_size]-%[req.body_param(a)]
 http-request return status 200 content-type text/plain lf-string "%[req.body]|%[req.body_param(a)]" if { path_end ret }
 default_backend http
frontend o
 bind 127.0.0.1:18083
 option http-buffer-request
 timeout http-request 600ms
 http-request return status 200 content-type text/plain lf-string "%[req.body]|%[req.body_param(a)]" if { path_end ret }
 default_backend http
frontend o2
 bind 127.0.0.1:18084
 timeout http-request 600ms
 default_backend buffering
frontend x
 bind 127.0.0.1:18085 accept-proxy
 http-request return status 200 content-type text/plain lf-string "%[fc_rcvd_proxy] %[src]"
backend named
 mode tcp
${origin}backend versed
 mode tcp
${origin}backend plain
 mode tcp
${origin}backend other
 mode tcp
${origin}backend answers
 mode tcp
 tcp-response inspect-delay 300ms
 tcp-response content reject if { res.payload(0,3) -m str bad }
 tcp-response content close if { res.payload(0,3) -m str end }
 tcp-response content accept if { res.len gt 10 }
${origin}backend http
 server s 127.0.0.1:9002
backend buffering
 option http-buffer-request
 balance url_param a check_post
 http-request return status 200 content-type text/plain lf-string "%[req.body]" if { path_end ret }
 server s 127.0.0.1:9002
`;

const shop = helloRecord(1, [hostExtension("Shop.Example.com"), [10, "\x00\x02\x00\x1d"]]);
const other = helloRecord(1, [hostExtension("x.test"), [16, "\x00\x0c\x02h2\x08http/1.1"]]);

function post(path: string, size: number, more = ""): string {
  const type = "Content-Type: application/x-www-form-urlencoded";
  return `POST ${path} HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: ${size}\r\n${more}\r\n`;
}

const cases: readonly (readonly [name: string, port: number, ...pieces: (string | number)[]])[] = [
  ["a name", 18080, shop],
  ["a name in pieces", 18080, shop.slice(0, 3), 30, shop.slice(3, 50), 30, shop.slice(50)],
  ["another name, by protocol", 18080, other],
  ["no name", 18080, helloRecord(1, [])],
  ["bytes that are refused", 18080, "ba", 30, "d"],
  ["a request", 18080, "GET / HTTP/1.1\r\n\r\n"],
  ["part of a request", 18080, "GET / HT"],
  ["silence", 18080],
  ["bytes of a server that are refused", 18081, "say:bad"],
  ["bytes of a server that are the last", 18081, "say:end"],
  ["few bytes of a server", 18081, "say:hi"],
  ["many bytes of a server", 18081, "say:hi to all of you"],
  ["part of a body, and no wait", 18082, `${post("/ret", 5)}a=b`],
  ["a body, and no wait", 18082, `${post("/ret", 5)}a=bcd`],
  ["enough of a body", 18082, `${post("/some/ret", 15)}a=b`, 60, "&c=defg"],
  ["not enough of a body", 18082, `${post("/some/ret", 15)}a=b`],
  ["all of a body", 18082, `${post("/all/ret", 5)}a=`, 60, "bcd"],
  ["all of a body too late", 18082, `${post("/all/ret", 5)}a=`, 500, "bcd"],
  ["a body for a server", 18082, `${post("/all/x", 5)}a=`, 60, "bcd"],
  [
    "a body, and a request behind it",
    18082,
    `${post("/all/x", 5)}a=`,
    60,
    "bcdGET /next HTTP/1.1\r\nHost: x\r\n\r\n",
  ],
  [
    "chunks",
    18082,
    "POST /all/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na=\r\n",
    60,
    "1\r\nb\r\n0\r\n\r\n",
  ],
  [
    "a client that asks whether to go on",
    18082,
    post("/all/ret", 5, "Expect: 100-continue\r\n"),
    60,
    "a=bcd",
  ],
  ["a body that is buffered", 18083, `${post("/ret", 5)}a=`, 60, "bcd"],
  ["a body that is not there in time", 18083, `${post("/ret", 5)}a=`],
  ["a body that the backend buffers", 18084, `${post("/ret", 5)}a=`, 60, "bcd"],
  ["one that is not there in time", 18084, `${post("/ret", 5)}a=`],
  [
    "who another proxy speaks for",
    18085,
    "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
  ],
  ["a form that a server is chosen by", 18084, `${post("/x", 5)}a=`, 60, "bcd"],
];

export const byteCases: readonly ByteCase[] = cases.map(([name, port, ...pieces]) => ({
  name,
  port,
  pieces,
}));
