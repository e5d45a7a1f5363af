// Clients of Node's own for `node --eval`: a WebSocket client and an HTTP/2 client. Writes what they got, as JSON.
const { connect } = require("node:http2");

const [, address] = process.argv;
const said = ["one", "two", "\u00e9".repeat(40)];

const webSocket = new Promise((resolve, reject) => {
  const socket = new WebSocket(`wss://${address}/socket`);
  const heard = [];
  socket.onopen = () => {
    for (const word of said) socket.send(word);
  };
  socket.onmessage = ({ data }) => {
    if (heard.push(data) === said.length) socket.close(1000);
  };
  socket.onclose = ({ code }) => resolve({ code, echoed: heard.join() === said.join() });
  socket.onerror = ({ message }) => reject(new Error(`WebSocket: ${message}`));
});

const http2 = new Promise((resolve, reject) => {
  const session = connect(`https://${address}:8443`).on("error", reject);
  const ask = (path) =>
    new Promise((done, fail) => {
      const stream = session.request({ ":path": path }).on("error", fail).setEncoding("utf8");
      const reply = { status: 0, text: "" };
      stream.on("response", (headers) => (reply.status = headers[":status"]));
      stream.on("data", (text) => (reply.text += text)).on("end", () => done(reply));
    });
  // Ten streams at once on one connection.
  Promise.all(Array.from({ length: 10 }, (_, index) => ask(`/${index}`))).then((replies) => {
    session.close();
    resolve(replies.map(({ status, text }) => `${status} ${text.trim()}`));
  }, reject);
});

Promise.all([webSocket, http2]).then(
  ([socket, streams]) => process.stdout.write(JSON.stringify({ socket, streams })),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
