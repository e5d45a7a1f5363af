import type { SimulatedClient } from "./world.ts";

/** One request as a server got it. */
export interface Served {
  readonly id: string;
  readonly body: string;
}

/** A connection of a server that reads requests and answers each with its id, in the form that the request asks for. */
export class SimulatedServer {
  readonly index: number;
  owner: SimulatedClient | undefined;
  open = false;
  ended = false;
  /** It closes behind its answer. */
  ends = false;
  answers = "";
  readonly served: Served[] = [];
  #input = "";

  constructor(index: number) {
    this.index = index;
  }

  take(text: string): void {
    this.#input += text;
    for (let request = this.#request(); request; request = this.#request()) {
      this.served.push(request);
      this.answers += this.#answerTo(request);
    }
  }

  answer(size: number): string {
    const piece = this.answers.slice(0, size);
    this.answers = this.answers.slice(size);
    return piece;
  }

  #request(): (Served & { readonly form: string }) | undefined {
    const end = this.#input.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const head = this.#input.slice(0, end);
    const rest = this.#input.slice(end + 4);
    const [, id = "", form = ""] = /^\w+ \/([\w.]+)\?(\w+) HTTP\/1\.1\r\n/.exec(`${head}\r\n`) ?? [];
    if (id === "") throw new Error(`no request: ${JSON.stringify(head)}`);
    const length = Number(/^content-length: (\d+)$/m.exec(head.replaceAll("\r", ""))?.[1] ?? 0);
    const found = /^transfer-encoding: chunked/m.test(head) ? chunked(rest) : plain(rest, length);
    if (!found) return undefined;
    this.#input = rest.slice(found.size);
    return { id, body: found.body, form };
  }

  #answerTo({ id, form }: Served & { readonly form: string }): string {
    const ok = "HTTP/1.1 200 OK\r\n";
    if (form === "none") return "HTTP/1.1 204 No Content\r\nX-Id: n\r\n\r\n".replace(": n", `: ${id}`);
    if (form === "early")
      return `HTTP/1.1 103 Early Hints\r\n\r\n${ok}Content-Length: ${id.length}\r\n\r\n${id}`;
    if (form === "chunks")
      return `${ok}Transfer-Encoding: chunked\r\n\r\n1\r\n${id[0]}\r\n${(id.length - 1).toString(16)};x\r\n${id.slice(1)}\r\n0\r\n\r\n`;
    this.ends ||= form === "close";
    const close = form === "close" ? "Connection: close\r\n" : "";
    return `${ok}${close}Content-Length: ${id.length}\r\n\r\n${id}`;
  }
}

function plain(rest: string, length: number): { body: string; size: number } | undefined {
  return rest.length < length ? undefined : { body: rest.slice(0, length), size: length };
}

function chunked(rest: string): { body: string; size: number } | undefined {
  let [at, body] = [0, ""];
  for (;;) {
    const line = rest.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(rest.slice(at, line), 16);
    if (rest.length < line + 4 + size) return undefined;
    body += rest.slice(line + 2, line + 2 + size);
    at = line + 4 + size;
    if (size === 0) return { body, size: at };
  }
}
