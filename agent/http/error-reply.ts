/** The built-in answers of HAProxy 2.6, so that a page or a script that knows them finds them. */
const replies: Readonly<Record<number, readonly [reason: string, sentence: string]>> = {
  400: ["Bad request", "Your browser sent an invalid request."],
  408: ["Request Time-out", "Your browser didn't send a complete request in time."],
  500: ["Internal Server Error", "An internal server error occurred."],
  502: ["Bad Gateway", "The server returned an invalid or incomplete response."],
  503: ["Service Unavailable", "No server is available to handle this request."],
  504: ["Gateway Time-out", "The server didn't respond in time."],
};

/** A whole response, `Content-length` included, as an errorfile would hold it. */
export function builtinReply(status: number): string {
  return text(status, []);
}

/** The same for what is no request: it also says that the connection ends. */
export function rawReply(status: number): string {
  return text(status, ["Connection: close"]);
}

function text(status: number, connection: readonly string[]): string {
  const [reason, sentence] = replies[status] ?? [
    "Internal Server Error",
    "An internal server error occurred.",
  ];
  const body = `<html><body><h1>${status} ${reason}</h1>\n${sentence}\n</body></html>\n`;
  const lines = [
    `HTTP/1.1 ${status} ${reason}`,
    `Content-length: ${body.length}`,
    "Cache-Control: no-cache",
    ...connection,
    "Content-Type: text/html",
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}
