import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { pick, type Random } from "./random.ts";

/** A server that answers each request with its token, in every framing there is, and leaves at bad moments. */
export function startEchoOfTokens(port: number, random: Random): Promise<void> {
  return listen(port, (socket) => {
    let text = "";
    let turn = Promise.resolve();
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      // A request ends with its token and an exclamation mark, wherever its body is.
      for (let end = text.indexOf("!"); end >= 0; end = text.indexOf("!")) {
        const token = /T\d+-\d+-$/.exec(text.slice(0, end))?.[0] ?? "none";
        text = text.slice(end + 1);
        turn = turn.then(() => reply(socket, token, random));
      }
    });
  });
}

async function reply(socket: Socket, token: string, random: Random): Promise<void> {
  const body = token.repeat(1 + random(30));
  const close = random(8) === 0;
  const head = `HTTP/1.1 200 OK\r\n${close ? "Connection: close\r\n" : ""}`;
  const half = body.slice(0, body.length / 2);
  const chunk = (part: string): string => `${part.length.toString(16)}\r\n${part}\r\n`;
  const pieces = pick<readonly string[]>(random, [
    [`${head}Content-Length: ${body.length}\r\n\r\n${body}`],
    [
      `HTTP/1.1 100 Continue\r\n\r\n${head}Content-Length: ${body.length}\r\n\r\n`,
      half,
      body.slice(half.length),
    ],
    [`${head}Transfer-Encoding: chunked\r\n\r\n${chunk(body)}`, `${chunk(half)}0\r\n\r\n`],
    [`HTTP/1.0 200 OK\r\n\r\n${body}`],
    [`${head}Content-Length: ${body.length + 9}\r\n\r\n${body}`],
  ]);
  for (const piece of pieces) {
    socket.write(piece, "latin1");
    if (random(3) === 0) await sleep(random(5));
  }
  const unframed = pieces[0]?.startsWith("HTTP/1.0") || pieces[0]?.includes(`: ${body.length + 9}\r\n`);
  if (random(40) === 0) socket.resetAndDestroy();
  else if (close || unframed) socket.end();
  // It says nothing of closing, and closes: the balancer may use it for the next request just then.
  else if (random(6) === 0) setTimeout(() => socket.end(), random(4));
}

/** A server that answers with anything. */
export function startNoise(port: number, random: Random): Promise<void> {
  return listen(port, (socket) => {
    socket.once("data", () => {
      socket.write(noise(random, responseWords), "latin1");
      pick(random, [() => {}, () => socket.end(), () => socket.resetAndDestroy()])();
    });
  });
}

const common = [
  "\r\n",
  "\r\n\r\n",
  "\n",
  "\r",
  "\0",
  " ",
  ":",
  "Content-Length: 3\r\n",
  "Content-Length: 9999999\r\n",
];
const chunks = [
  "Transfer-Encoding: chunked\r\n",
  "3\r\nabc\r\n",
  "0\r\n\r\n",
  "ffffffff\r\n",
  "3;x\r\n",
  "Connection: close\r\n",
];
export const requestWords = [
  "GET / HTTP/1.1\r\n",
  "POST / HTTP/1.1\r\n",
  "CONNECT a:1 HTTP/1.1\r\n",
  "Host: x\r\n",
  "Expect: 100-continue\r\n",
  "Connection: upgrade\r\nUpgrade: x\r\n",
  ...common,
  ...chunks,
];
const responseWords = [
  "HTTP/1.1 200 OK\r\n",
  "HTTP/1.1 100 C\r\n\r\n",
  "HTTP/1.1 101 S\r\n",
  "HTTP/1.1 204 N\r\n\r\n",
  "HTTP/1.0 200\r\n",
  ...common,
  ...chunks,
];

/** Words of a language in any order, and bytes of none. */
export function noise(random: Random, words: readonly string[]): string {
  let text = pick(random, words);
  for (let left = random(14); left > 0; left--)
    text += random(9) === 0 ? String.fromCharCode(random(256)).repeat(1 + random(3000)) : pick(random, words);
  return text;
}

function listen(port: number, serve: (socket: Socket) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
    serve(socket);
  });
  server.listen(port, "127.0.0.1", resolve);
  return promise;
}
