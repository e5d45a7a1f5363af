/** The built-in answers of HAProxy 2.6, so that a page or a script that knows them finds them. */
const replies: Readonly<Record<number, readonly [reason: string, sentence: string]>> = {
  400: ["Bad request", "Your browser sent an invalid request."],
  408: ["Request Time-out", "Your browser didn't send a complete request in time."],
  500: ["Internal Server Error", "An internal server error occurred."],
  502: ["Bad Gateway", "The server returned an invalid or incomplete response."],
  503: ["Service Unavailable", "No server is available to handle this request."],
  504: ["Gateway Time-out", "The server didn't respond in time."],
};

/** A whole response, `Content-Length` included, as an errorfile would hold it. */
export function builtinReply(status: number): string {
  const [reason, sentence] = replies[status] ?? [
    "Internal Server Error",
    "An internal server error occurred.",
  ];
  const body = `<html><body><h1>${status} ${reason}</h1>\n${sentence}\n</body></html>\n`;
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    `Content-length: ${body.length}`,
    "Cache-Control: no-cache",
    "Connection: close",
    "Content-Type: text/html",
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}
