import { connect, type Socket } from "node:net";
import type { Backend, HealthCheck } from "../config/haproxy/config.ts";
import type { Checker, CheckSend } from "../health/checker.ts";
import type { CheckedServer } from "../health/http.ts";
import { checkerFor } from "../health/index.ts";
import type { CheckResult } from "../health/result.ts";
import { type CheckLimits, checkLimits } from "../health/schedule.ts";

interface Target {
  readonly host: string;
  /** Of the server; some checks name another. */
  readonly port: number;
  readonly check: HealthCheck;
  readonly backend: Backend;
  readonly server: CheckedServer;
}

/** One check; `done` is called once, unless it is disposed before. */
export function runCheck(target: Target, done: (result: CheckResult) => void): Disposable {
  const limits = checkLimits(target.check, target.backend.timeouts);
  return new CheckRun(target, checkerFor(target.backend, target.server), limits, done);
}

class CheckRun implements Disposable {
  readonly #checker: Checker;
  readonly #limits: CheckLimits;
  readonly #sendsProxy: boolean;
  readonly #done: (result: CheckResult) => void;
  readonly #socket: Socket;
  readonly #startMs = performance.now();
  #timer: NodeJS.Timeout;
  #connected = false;
  #text = "";

  constructor(
    { host, port, check }: Target,
    checker: Checker,
    limits: CheckLimits,
    done: (result: CheckResult) => void,
  ) {
    this.#checker = checker;
    this.#sendsProxy = check.sendProxy === true;
    this.#limits = limits;
    this.#done = done;
    this.#socket = connect({ host, port: checker.port ?? port, noDelay: true });
    this.#timer = setTimeout(() => this.#finish(checker.expired(false)), limits.connectMs);
    this.#socket.once("connect", () => this.#open());
    this.#socket.on("data", (bytes) => {
      this.#text += bytes.toString("latin1");
      this.#follow(checker.received(this.#text, false));
    });
    this.#socket.once("end", () => this.#follow(checker.received(this.#text, true)));
    this.#socket.once("error", (error) => this.#finish(this.#failure(error)));
  }

  #open(): void {
    this.#connected = true;
    clearTimeout(this.#timer);
    const tookMs = performance.now() - this.#startMs;
    const leftMs = Math.max(1, this.#limits.answerMs(tookMs) - tookMs);
    this.#timer = setTimeout(() => this.#finish(this.#checker.expired(true)), leftMs);
    if (this.#sendsProxy) this.#socket.write("PROXY UNKNOWN\r\n");
    this.#follow(this.#checker.connected());
  }

  #follow(next: CheckSend | CheckResult | undefined): void {
    if (next === undefined) return;
    if (!("send" in next)) {
      this.#finish(next);
      return;
    }
    const { send, result } = next;
    // The result waits until what was to be sent has gone.
    if (send !== "") this.#socket.write(send, "latin1", () => result && this.#finish(result));
  }

  #finish(result: CheckResult): void {
    this[Symbol.dispose]();
    this.#done(result);
  }

  #failure(error: NodeJS.ErrnoException): CheckResult {
    const reason = meanings[error.code ?? ""] ?? error.message;
    const info = this.#checker.describe?.(reason, this.#connected) ?? reason;
    return { passed: false, status: this.#connected ? "socket-error" : "l4-connection", info };
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#socket.removeAllListeners();
    this.#socket.on("error", () => {});
    // A reset leaves no waiting connection behind on either side, as HAProxy's checks.
    this.#socket.resetAndDestroy();
  }
}

const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Connection refused",
  ECONNRESET: "Connection reset by peer",
  EHOSTUNREACH: "No route to host",
  ENETUNREACH: "General socket error (Network is unreachable)",
  ETIMEDOUT: "Connection timed out",
};
