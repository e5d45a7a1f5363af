import { connect, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { RequestView } from "../acl/view.ts";
import type { Backend, HealthCheck } from "../config/haproxy/config.ts";
import type { CheckTls } from "../config/haproxy/server-tls.ts";
import type { CheckedServer, Checker, CheckMove, CheckTarget } from "../health/checker.ts";
import { checkerFor } from "../health/index.ts";
import type { CheckResult } from "../health/result.ts";
import { type CheckLimits, checkLimits } from "../health/schedule.ts";
import { clientOf } from "../tls/clients.ts";

interface Target {
  readonly host: string;
  /** Of the server; some checks name another. */
  readonly port: number;
  readonly check: HealthCheck;
  /** The address that it comes from; undefined: the system chooses. */
  readonly source?: string | undefined;
  readonly backend: Backend;
  readonly server: CheckedServer;
  readonly view: RequestView;
}

/** One check; `done` is called once, unless it is disposed before. */
export function runCheck(target: Target, done: (result: CheckResult) => void): Disposable {
  const run = new CheckRun(target, checkerFor(target.backend, target.view, target.server), done);
  run.begin();
  return run;
}

class CheckRun implements Disposable {
  readonly #target: Target;
  readonly #checker: Checker;
  readonly #limits: CheckLimits;
  readonly #done: (result: CheckResult) => void;
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #startMs = 0;
  #connected = false;
  #linger = false;
  #over = false;
  #text = "";
  /** The connection under work speaks it. */
  #tls: CheckTls | undefined;

  constructor(target: Target, checker: Checker, done: (result: CheckResult) => void) {
    this.#target = target;
    this.#checker = checker;
    this.#limits = checkLimits(target.check, target.backend.timeouts);
    this.#done = done;
  }

  begin(): void {
    this.#follow(this.#checker.begin());
  }

  #connect(wish: CheckTarget): void {
    const { host, port, check } = this.#target;
    this.#hangUp();
    this.#connected = false;
    this.#text = "";
    this.#linger = wish.linger;
    this.#startMs = performance.now();
    const { source } = this.#target;
    const socket = connect({
      host: wish.host ?? host,
      port: wish.port ?? port,
      noDelay: true,
      ...(source === undefined ? {} : { localAddress: source }),
    });
    this.#socket = socket;
    this.#limit(false, this.#limits.connectMs);
    const proxied = wish.sendProxy || (wish.likeServer === true && check.sendProxy === true);
    this.#tls = wish.likeServer ? check.tls : undefined;
    socket.once("connect", () => {
      if (proxied) socket.write(greeting(socket));
      if (this.#tls) this.#secure(socket, this.#tls);
      else this.#open();
    });
    this.#listen(socket);
  }

  /** TLS begins: what follows goes through it. */
  #secure(socket: Socket, tls: CheckTls): void {
    const tookMs = performance.now() - this.#startMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#finish({ passed: false, status: "l6-timeout" }),
      Math.max(1, this.#limits.answerMs(tookMs) - tookMs),
    );
    socket.removeAllListeners();
    const secured = clientOf(tls)?.secure(socket, tls.sni);
    if (!secured) return;
    this.#socket = secured;
    secured.once("secureConnect", () => this.#open());
    this.#listen(secured);
  }

  #listen(socket: Socket): void {
    socket.on("data", (bytes) => {
      this.#text += bytes.toString("latin1");
      this.#follow(this.#checker.received(this.#text, false));
    });
    socket.once("end", () => this.#follow(this.#checker.received(this.#text, true)));
    socket.once("error", (error) => this.#failed(error));
  }

  #limit(connected: boolean, afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#finish(this.#checker.expired(connected)), afterMs);
  }

  #open(): void {
    this.#connected = true;
    const tookMs = performance.now() - this.#startMs;
    this.#limit(true, Math.max(1, this.#limits.answerMs(tookMs) - tookMs));
    this.#follow(this.#checker.connected(Date.now()));
  }

  #follow({ send, connect: next, result }: CheckMove): void {
    if (this.#over) return;
    const then = (): void => {
      if (result) this.#finish(result);
      else if (next) this.#connect(next);
    };
    // What follows waits until what was to be sent has gone.
    if (send !== undefined && send !== "") this.#socket?.write(send, "latin1", () => this.#over || then());
    else then();
  }

  #finish(result: CheckResult): void {
    this[Symbol.dispose]();
    this.#done(this.#tls && result.status === "l4-ok" ? { ...result, status: "l6-ok" } : result);
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (this.#socket instanceof TLSSocket && !this.#connected) {
      const info = error.code === "ERR_TLS_CERT_ALTNAME_INVALID" ? otherName : "SSL handshake failure";
      this.#finish({ passed: false, status: "l6-invalid", info });
      return;
    }
    this.#finish(this.#checker.failed(meanings[error.code ?? ""] ?? error.message, this.#connected));
  }

  /** A reset leaves no waiting connection behind on either side, as HAProxy's checks. */
  #hangUp(): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = undefined;
    socket.removeAllListeners();
    socket.on("error", () => {});
    if (!this.#linger) {
      // Node resets TCP only.
      if (socket instanceof TLSSocket) socket.destroy();
      else socket.resetAndDestroy();
      return;
    }
    socket.end();
    socket.setTimeout(lingerMs, () => socket.destroy());
    socket.resume();
  }

  [Symbol.dispose](): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#hangUp();
  }
}

const otherName = "Server presented an SSL certificate different from the expected one";

/** How long a server may take to end its side. */
const lingerMs = 1000;

/** The PROXY protocol's first version: the check comes from here. */
function greeting({ localAddress, localPort, remoteAddress, remotePort, remoteFamily }: Socket): string {
  const family = remoteFamily === "IPv6" ? "TCP6" : "TCP4";
  return `PROXY ${family} ${localAddress} ${remoteAddress} ${localPort} ${remotePort}\r\n`;
}

const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Connection refused",
  ECONNRESET: "Connection reset by peer",
  EHOSTUNREACH: "No route to host",
  ENETUNREACH: "General socket error (Network is unreachable)",
  ETIMEDOUT: "Connection timed out",
};
