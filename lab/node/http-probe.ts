import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { EventOf, HistoryEvent } from "../history/event.ts";
import { type HttpHead, readHead } from "../probe/http-head.ts";
import { roundMs } from "../probe/round.ts";
import { nowMs } from "./clock.ts";
import type { ProbeSettings } from "./probe-settings.ts";

type Probed = EventOf<"probe"> & HistoryEvent;
type Outcome = Pick<Probed, "replyMs" | "lateMs" | "by" | "status" | "error">;

/** After the deadline, how long a late answer is still waited for. */
const graceMs = 1000;
/** More than this many at once are not started: an outage must not become a flood. */
const pendingFactor = 1.5;

/**
 * HTTP requests as new users of the service would make them: each on its own connection, each with its own deadline.
 * `report` gets every request once it is decided.
 */
export class HttpProbe {
  readonly #settings: ProbeSettings;
  readonly #report: (event: Probed) => void;
  readonly #url: URL;
  readonly #mostPending: number;
  #pending = 0;
  #idle: (() => void) | undefined;

  constructor(settings: ProbeSettings, report: (event: Probed) => void) {
    this.#settings = settings;
    this.#report = report;
    this.#url = new URL(settings.httpUrl);
    const seconds = (settings.httpDeadlineMs + graceMs) / 1000;
    this.#mostPending = Math.ceil(settings.httpRate * seconds * pendingFactor) + 10;
  }

  request(dueMs: number): void {
    const sentMs = nowMs();
    if (this.#pending >= this.#mostPending) {
      this.#finish(dueMs, sentMs, { replyMs: null, error: "not-sent" });
      return;
    }
    this.#pending += 1;
    exchange(this.#url, this.#settings.httpDeadlineMs, sentMs, (outcome) => {
      this.#pending -= 1;
      this.#finish(dueMs, sentMs, outcome);
      if (this.#pending === 0) this.#idle?.();
    });
  }

  /** Resolves when no request is open any more: at the latest after deadline and grace. */
  idle(): Promise<void> {
    if (this.#pending === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle = resolve;
    });
  }

  #finish(dueMs: number, sentMs: number, outcome: Outcome): void {
    const times = { atMs: roundMs(sentMs), dueMs: roundMs(dueMs) };
    this.#report({ ...times, node: this.#settings.node, kind: "probe", probe: "http", ...outcome });
  }
}

function exchange(url: URL, deadlineMs: number, sentMs: number, done: (outcome: Outcome) => void): void {
  const socket = open(url);
  let text = "";
  let head: HttpHead | undefined;
  let pending = true;
  const end = (outcome: Outcome) => {
    if (!pending) return;
    pending = false;
    clearTimeout(timer);
    socket.destroy();
    done(outcome);
  };
  const timer = setTimeout(() => end({ replyMs: null, error: "deadline" }), deadlineMs + graceMs);
  socket.setEncoding("latin1");
  socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
  socket.on("data", (chunk: string) => {
    text += chunk;
    head ??= readHead(text);
    if (head?.bodyBytes !== undefined && text.length >= head.headBytes + head.bodyBytes) {
      end(answered(head, sentMs, deadlineMs));
    }
  });
  socket.on("error", (error: NodeJS.ErrnoException) => end({ replyMs: null, error: error.code ?? "error" }));
  socket.on("close", () => {
    const whole = head !== undefined && head.bodyBytes === undefined;
    end(whole ? answered(head as HttpHead, sentMs, deadlineMs) : { replyMs: null, error: "cut-off" });
  });
}

/** A lab makes its certificate itself: nobody vouches for it, and what is measured is the service. */
function open(url: URL): Socket {
  const { hostname: host, port } = url;
  const isTls = url.protocol === "https:";
  const socket = isTls
    ? connectTls({ host, port: Number(port || 443), rejectUnauthorized: false })
    : connect({ host, port: Number(port || 80) });
  return socket.setNoDelay(true);
}

/** A good reply has status 200; any other is an answer, but not the service. */
function answered(head: HttpHead, sentMs: number, deadlineMs: number): Outcome {
  const atMs = nowMs();
  const good = head.status === 200;
  const late = atMs - sentMs > deadlineMs;
  return {
    replyMs: good && !late ? roundMs(atMs) : null,
    ...(good && late ? { lateMs: roundMs(atMs) } : {}),
    ...(head.server === undefined ? {} : { by: head.server }),
    status: head.status,
    ...(good ? {} : { error: "status" }),
  };
}
