// An application server for `node --eval`, in any node: answers with its name and says every WebSocket message again.
const { createHash } = require("node:crypto");
const { createServer } = require("node:http");

const server = createServer((request, response) => {
  response.setHeader("content-type", request.url === "/health" ? "text/plain" : "text/html");
  response.end(`echo over ${request.httpVersion} for ${request.headers["x-forwarded-for"]}\n`);
});
server.on("upgrade", ({ headers }, socket, first) => {
  // RFC 6455 §4.2.2.
  const secret = `${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash("sha1").update(secret).digest("base64");
  const head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  socket.write(`${[...head, `Sec-WebSocket-Accept: ${accept}`].join("\r\n")}\r\n\r\n`);
  let bytes = first;
  socket.on("error", () => {});
  socket.on("data", (more) => {
    bytes = Buffer.concat([bytes, more]);
    // Masked frames of less than 126 bytes, §5.2; without the mask they are what a server sends.
    while (bytes.length >= 6 && bytes.length >= 6 + (bytes[1] & 127)) {
      const size = bytes[1] & 127;
      const body = bytes.subarray(6, 6 + size).map((byte, index) => byte ^ bytes[2 + (index & 3)]);
      socket.write(Buffer.concat([Uint8Array.of(bytes[0], size), body]));
      // Opcode 8, §5.5.1: the server closes the connection.
      if ((bytes[0] & 15) === 8) socket.end();
      bytes = bytes.subarray(6 + size);
    }
  });
});
server.listen(Number(process.argv[1]), () => process.stdout.write("listening\n"));
