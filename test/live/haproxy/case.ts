/** A request (its pieces) that both balancers get. `strict`: ours refuses on purpose what HAProxy lets pass. */
export interface WireCase {
  readonly name: string;
  readonly pieces: readonly string[];
  readonly end?: true;
  readonly port?: number;
  readonly strict?: string;
}

const host = "Host: x\r\n";
const post = `POST / HTTP/1.1\r\n${host}`;

export const wireCases: readonly WireCase[] = [
  { name: "get", pieces: [`GET /a?b=c HTTP/1.1\r\n${host}X-Mixed-CASE: Kept\r\n\r\n`] },
  { name: "head", pieces: [`HEAD / HTTP/1.1\r\n${host}\r\n`] },
  { name: "options *", pieces: [`OPTIONS * HTTP/1.1\r\n${host}\r\n`] },
  { name: "http/1.0", pieces: ["GET / HTTP/1.0\r\n\r\n"] },
  { name: "http/1.0 keep-alive", pieces: ["GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"] },
  { name: "http/1.2", pieces: [`GET / HTTP/1.2\r\n${host}\r\n`] },
  { name: "close", pieces: [`GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`] },
  {
    name: "other connection words",
    pieces: [`GET / HTTP/1.1\r\n${host}Connection: keep-alive, x-a\r\nX-A: b\r\n\r\n`],
  },
  {
    name: "x-forwarded-for already there",
    pieces: [`GET / HTTP/1.1\r\n${host}X-Forwarded-For: 1.2.3.4\r\n\r\n`],
  },
  { name: "body by length", pieces: [`${post}Content-Length: 3\r\n\r\n`, "a", "bc"] },
  {
    name: "body by chunks",
    pieces: [`${post}Transfer-Encoding: chunked\r\n\r\n`, "3;x=y\r\na", "bc\r\n0\r\nT: v\r\n\r\n"],
  },
  { name: "equal lengths", pieces: [`${post}Content-Length: 2\r\nContent-Length: 2\r\n\r\nab`] },
  { name: "expect", pieces: [`${post}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`, "ab"] },
  { name: "pipelined", pieces: [`GET /1 HTTP/1.1\r\n${host}\r\nGET /2 HTTP/1.1\r\n${host}\r\n`] },
  { name: "slow head", pieces: ["GE", "T / HT", "TP/1.1\r", "\nHost: x\r\n", "\r\n"] },
  { name: "empty lines first", pieces: [`\r\n\r\nGET / HTTP/1.1\r\n${host}\r\n`] },
  { name: "half-closed", pieces: [`GET / HTTP/1.1\r\n${host}\r\n`], end: true },
  { name: "204", pieces: [`GET /nobody HTTP/1.1\r\n${host}\r\n`] },
  { name: "304", pieces: [`GET /same HTTP/1.1\r\n${host}\r\n`] },
  { name: "echo by chunks", pieces: [`POST /echo HTTP/1.1\r\n${host}Content-Length: 4\r\n\r\nabcd`] },
  {
    name: "upgrade",
    pieces: [`GET /up HTTP/1.1\r\n${host}Connection: upgrade\r\nUpgrade: echo\r\n\r\n`, "hello"],
    end: true,
  },
  { name: "server closes", pieces: [`GET /abort HTTP/1.1\r\n${host}\r\n`] },
  { name: "server silent", pieces: [`GET /never HTTP/1.1\r\n${host}\r\n`] },
  { name: "no server left", pieces: [`GET / HTTP/1.1\r\n${host}\r\n`], port: 18081 },
  { name: "no server left, errorfile", pieces: [`GET / HTTP/1.1\r\n${host}\r\n`], port: 18082 },
  { name: "no server left, upload", pieces: [`${post}Content-Length: 9\r\n\r\nab`], port: 18081 },
  { name: "redispatched", pieces: [`GET / HTTP/1.1\r\n${host}\r\n`], port: 18083 },
  { name: "redispatched again", pieces: [`GET / HTTP/1.1\r\n${host}\r\n`], port: 18083 },
  {
    name: "http-server-close",
    pieces: [`GET / HTTP/1.1\r\n${host}\r\nGET / HTTP/1.1\r\n${host}\r\n`],
    port: 18084,
  },
  { name: "httpclose", pieces: [`GET / HTTP/1.1\r\n${host}\r\n`], port: 18085 },
  { name: "tcp", pieces: [`GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`], port: 18086 },
  { name: "three words", pieces: ["GE T / HTTP/1.1\r\n\r\n"] },
  { name: "http/0.9", pieces: ["GET /\r\n\r\n"] },
  { name: "blank before the colon", pieces: [`GET / HTTP/1.1\r\n${host}A : b\r\n\r\n`] },
  { name: "two hosts", pieces: ["GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"] },
  { name: "another host in the target", pieces: [`GET http://foo/bar HTTP/1.1\r\n${host}\r\n`] },
  { name: "different lengths", pieces: [`${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`] },
  { name: "unknown coding", pieces: [`${post}Transfer-Encoding: gzip\r\n\r\nab`] },
  { name: "a long header", pieces: [`GET / HTTP/1.1\r\n${host}A: ${"x".repeat(20_000)}\r\n\r\n`] },
  { name: "a list of equal lengths", pieces: [`${post}Content-Length: 2, 2\r\n\r\nab`] },
  { name: "equal hosts", pieces: ["GET / HTTP/1.1\r\nHost: x\r\nHost: X\r\n\r\n"] },
  {
    name: "a no-break space before chunked",
    pieces: [`${post}Transfer-Encoding: \xa0chunked\r\n\r\n0\r\n\r\n`],
  },
  { name: "a no-break space before a length", pieces: [`${post}Content-Length: \xa02\r\n\r\nab`] },
  { name: "chunked twice", pieces: [`${post}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n`] },
  { name: "a fragment", pieces: [`GET /a#b HTTP/1.1\r\n${host}\r\n`] },
  { name: "another port in the target", pieces: [`GET http://x:8080/ HTTP/1.1\r\n${host}\r\n`] },
  { name: "a tunnel to another host", pieces: ["CONNECT x:80 HTTP/1.1\r\nHost: y:80\r\n\r\n"] },
  { name: "100 headers", pieces: [`GET / HTTP/1.1\r\n${host}${"A: b\r\n".repeat(99)}\r\n`] },
  { name: "101 headers", pieces: [`GET / HTTP/1.1\r\n${host}${"A: b\r\n".repeat(100)}\r\n`] },
  {
    name: "a chunk size of many zeros",
    pieces: [`${post}Transfer-Encoding: chunked\r\n\r\n0000000000000003\r\nabc\r\n0\r\n\r\n`],
  },
  { name: "never ends its head", pieces: ["GET / HTTP/1.1\r\nHo"] },
  { name: "leaves in its head", pieces: ["GET / HTTP/1.1\r\nHo"], end: true },
  { name: "never speaks", pieces: [""] },
  { name: "after all that", pieces: [`GET / HTTP/1.1\r\n${host}\r\n`] },
  { name: "bare LF", pieces: ["GET / HTTP/1.1\nHost: x\n\n"], strict: "RFC 9112 §2.2" },
  { name: "folded line", pieces: [`GET / HTTP/1.1\r\n${host}A: b\r\n c\r\n\r\n`], strict: "RFC 9112 §5.2" },
  {
    name: "length and chunks",
    pieces: [`${post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`],
    strict: "RFC 9112 §6.1",
  },
  {
    name: "framing in a trailer",
    pieces: [`${post}Transfer-Encoding: chunked\r\n\r\n`, "0\r\nContent-Length: 5\r\n\r\n"],
    strict: "RFC 9110 §6.5.1",
  },
  {
    name: "chunks in http/1.0",
    pieces: ["POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
    strict: "RFC 9112 §6.1",
  },
  { name: "a zero byte", pieces: [`GET / HTTP/1.1\r\n${host}A: b\0c\r\n\r\n`], strict: "RFC 9110 §5.5" },
  { name: "two blanks", pieces: [`GET  / HTTP/1.1\r\n${host}\r\n`], strict: "RFC 9112 §3" },
  { name: "http/2.0", pieces: [`GET / HTTP/2.0\r\n${host}\r\n`], strict: "RFC 9110 §2.5" },
];

/** The configuration that the cases run against. */
export const wireConfig = `frontend f
 bind 127.0.0.1:18080
 option forwardfor
 default_backend b
frontend gone
 bind 127.0.0.1:18081
 default_backend empty
frontend sorry
 bind 127.0.0.1:18082
 errorfile 503 sorry.http
 default_backend empty
frontend again
 bind 127.0.0.1:18083
 default_backend half
frontend server-close
 bind 127.0.0.1:18084
 option http-server-close
 default_backend b
frontend close
 bind 127.0.0.1:18085
 option httpclose
 default_backend b
listen tcp
 bind 127.0.0.1:18086
 mode tcp
 option tcplog
 server s1 127.0.0.1:9001
backend b
 server s1 127.0.0.1:9001
 server s2 127.0.0.1:9002
 server s3 127.0.0.1:9003 backup
backend empty
backend half
 option redispatch
 server dead 127.0.0.1:9
 server s1 127.0.0.1:9001
`;
