import { createServer, type Socket } from "node:net";

/** Servers that are checked by `tcp-check`: one greets and answers, one listens, one leaves, one greets and leaves. */
const servers: Readonly<Record<number, (socket: Socket) => void>> = {
  9101: (socket) => {
    socket.write("220 hi\r\n");
    socket.on("data", (bytes) => socket.write(`250 ok ${bytes.toString("latin1")}`));
  },
  9102: (socket) => socket.resume(),
  9103: (socket) => socket.end(),
  9104: (socket) => socket.end("220 bye\r\n"),
};

/** The server, and the lines of `tcp-check` that it meets; one backend each. */
const conversations: readonly (readonly [port: number, ...lines: readonly string[]])[] = [
  [9102],
  [9],
  [9, "connect"],
  [9, "connect comment here", "send x"],
  [9103, "connect"],
  [9101, "expect string 220"],
  [9102, "expect string 220"],
  [9103, "expect string 220"],
  [9104, "expect string 999"],
  [9104, "expect comment no string 999"],
  [9104, "expect ! string 220"],
  [9104, "expect ! string 999"],
  [9104, "expect rstring 9+"],
  [9104, "expect ! rstring ^220"],
  [9104, "expect binary 0041"],
  [9101, "connect", "expect string 220", "send PING\\r\\n", "expect string PING"],
  [9101, "expect string 220", "send PING\\r\\n", "expect ! string 220"],
  [9101, "expect string 220", "expect string hi", "send-binary 41", "expect string 250", "expect string ZZ"],
  [9102, "connect port 9101", "expect rstring ^22[0-9]"],
];

/** The sections of the configuration: their servers change sides at the first check, if they do. */
export const conversationConfig = conversations
  .map(([port, ...lines], at) => {
    const steps = lines.map((line) => ` tcp-check ${line}\n`).join("");
    return `backend t${at}\n option tcp-check\n timeout check 300ms\n${steps} server s 127.0.0.1:${port} check inter 200 fall 1 rise 1\n`;
  })
  .join("");

/** So many of them do. */
export const conversationFailures = 13;

export async function startConversations(): Promise<void> {
  for (const [port, serve] of Object.entries(servers)) {
    const server = createServer((socket) => {
      // A check ends with a reset.
      socket.on("error", () => {});
      serve(socket);
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(Number(port), "127.0.0.1", resolve);
    await promise;
  }
}
