/** What the probe needs of a response's head. */
export interface HttpHead {
  readonly status: number;
  /** The `X-Server` header: the application server's name. */
  readonly server?: string;
  readonly headBytes: number;
  /** Undefined: the body ends with the connection. */
  readonly bodyBytes?: number;
}

/** Reads a response's head (RFC 9112 §4); undefined while it is not complete. */
export function readHead(text: string): HttpHead | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [statusLine = "", ...fields] = text.slice(0, end).split("\r\n");
  const server = field(fields, "x-server");
  const length = field(fields, "content-length");
  return {
    status: Number(/^HTTP\/1\.\d (\d{3})/.exec(statusLine)?.[1] ?? 0),
    headBytes: end + 4,
    ...(server === undefined ? {} : { server }),
    ...(length === undefined ? {} : { bodyBytes: Number(length) }),
  };
}

function field(fields: readonly string[], name: string): string | undefined {
  const line = fields.find((each) => each.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}
