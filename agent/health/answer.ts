import type { Header, ResponseHead } from "../http/head.ts";

/** An HTTP answer to a check, as far as it has come. */
export interface CheckAnswer {
  readonly head: ResponseHead;
  /** Without the sizes of its chunks. */
  readonly body: string;
  readonly complete: boolean;
}

/** Undefined: its head is not whole yet; `invalid`: it never will be one. */
export function readAnswer(text: string, ended: boolean): CheckAnswer | "invalid" | undefined {
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return ended || !mayBecomeHttp(text) ? "invalid" : undefined;
  const head = readHead(text.slice(0, end.index));
  return head ? { head, ...readBody(head, text.slice(end.index + end[0].length), ended) } : "invalid";
}

function mayBecomeHttp(text: string): boolean {
  return "HTTP/".startsWith(text.slice(0, 5)) && /^[^\n]{0,9}$|^HTTP\/\d\.\d \d{0,3}/.test(text);
}

function readHead(text: string): ResponseHead | undefined {
  const [line = "", ...fields] = text.split(/\r?\n/);
  const [, version, status, reason = ""] = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/.exec(line) ?? [];
  const headers = fields.map(readHeader);
  if (version === undefined || headers.includes(undefined)) return undefined;
  return {
    kind: "response",
    version,
    status: Number(status),
    reason,
    headers: headers.filter((header) => header !== undefined),
  };
}

function readHeader(line: string): Header | undefined {
  const [, name, value = ""] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), value };
}

function readBody(head: ResponseHead, text: string, ended: boolean): Omit<CheckAnswer, "head"> {
  const fieldOf = (name: string): string | undefined =>
    head.headers.find((header) => header.name === name)?.value;
  if (head.status < 200 || head.status === 204 || head.status === 304) return { body: "", complete: true };
  if (fieldOf("transfer-encoding")?.toLowerCase().endsWith("chunked")) return readChunks(text, ended);
  const length = fieldOf("content-length");
  if (length === undefined) return { body: text, complete: ended };
  return { body: text.slice(0, Number(length)), complete: ended || text.length >= Number(length) };
}

function readChunks(text: string, ended: boolean): Omit<CheckAnswer, "head"> {
  let [body, at] = ["", 0];
  for (;;) {
    const line = /^([0-9a-fA-F]+)[^\n]*\n/.exec(text.slice(at));
    if (!line) return { body, complete: ended };
    const size = Number.parseInt(line[1] ?? "0", 16);
    if (size === 0) return { body, complete: true };
    const start = at + line[0].length;
    body += text.slice(start, start + size);
    at = start + size + (text[start + size] === "\r" ? 2 : 1);
  }
}
