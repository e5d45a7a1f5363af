/** The built-in answers of HAProxy 2.6, so that a page or a script that knows them finds them. */
const replies: Readonly<Record<number, readonly [reason: string, sentence: string]>> = {
  200: ["OK", "Service ready."],
  400: ["Bad request", "Your browser sent an invalid request."],
  401: ["Unauthorized", "You need a valid user and password to access this content."],
  403: ["Forbidden", "Request forbidden by administrative rules."],
  404: ["Not Found", "The resource could not be found."],
  405: [
    "Method Not Allowed",
    "A request was made of a resource using a request method not supported by that resource",
  ],
  407: ["Unauthorized", "You need a valid user and password to access this content."],
  408: ["Request Time-out", "Your browser didn't send a complete request in time."],
  410: ["Gone", "The resource is no longer available and will not be available again."],
  413: ["Payload Too Large", "The request entity exceeds the maximum allowed."],
  421: ["Misdirected Request", "Request sent to a non-authoritative server."],
  422: ["Unprocessable Content", "The server cannot process the contained instructions."],
  425: ["Too Early", "Your browser sent early data."],
  429: ["Too Many Requests", "You have sent too many requests in a given amount of time."],
  500: ["Internal Server Error", "An internal server error occurred."],
  501: ["Not Implemented", ".The server does not support the functionality required to fulfill the request."],
  502: ["Bad Gateway", "The server returned an invalid or incomplete response."],
  503: ["Service Unavailable", "No server is available to handle this request."],
  504: ["Gateway Time-out", "The server didn't respond in time."],
};

const closing = ["Connection: close"];

/** A whole response, `Content-length` included, as an errorfile would hold it. */
export function builtinReply(status: number): string {
  return text(status, status === 400 || status === 408 ? closing : []);
}

/** The same for what is no request: it also says that the connection ends. */
export function rawReply(status: number): string {
  return text(status, closing);
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
