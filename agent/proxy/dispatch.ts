import { asText } from "../acl/sample.ts";
import type { RequestView } from "../acl/view.ts";
import { nobody } from "../balance/algorithm.ts";
import { takesTurns } from "../balance/index.ts";
import type { Action } from "./action.ts";
import { type NextAttempt, nextAttempt } from "./attempt.ts";
import { observed } from "./backend-control.ts";
import type { BackendState } from "./backend-state.ts";
import { Persistence } from "./persistence.ts";
import type { Termination } from "./record.ts";

/** Where a session stands on its way to a server. */
export type DispatchPhase = "none" | "queue" | "pause" | "connect" | "open" | "failed";

type DispatchFailure = "no-server" | "queue-timeout" | "refused" | "connect-timeout";

/** What the log says of it. */
export const failureTerminations: Readonly<Record<DispatchFailure, Termination>> = {
  "no-server": "SC",
  "queue-timeout": "sQ",
  refused: "SC",
  "connect-timeout": "sC",
};

/** Brings a session to a server: choice, queue, connection, retries, redispatch. HTTP and TCP share it. */
export class Dispatch {
  readonly #backend: BackendState;
  readonly #view: RequestView;
  phase: DispatchPhase = "none";
  failure: DispatchFailure | undefined;
  server: number | undefined;
  /** Whose turn it was in the queue of the server or of the backend, counted from 1; 0: it did not wait there. */
  turn = { server: 0, backend: 0 };
  retries = 0;
  redispatched = false;
  startMs = 0;
  queueMs = -1;
  connectMs = -1;
  wakeAtMs: number | undefined;
  #fresh = true;
  /** The server whose place this session holds. */
  #held: number | undefined;
  #lastFailure: DispatchFailure = "refused";
  /** What binds the client to a server; undefined: nothing does. */
  readonly persistence: Persistence | undefined;
  /** `redir`: the server is not asked, the client shall go there. */
  location: string | undefined;
  /** It goes to the server that it is bound to. */
  direct = false;

  constructor(backend: BackendState, view: RequestView) {
    this.#backend = backend;
    this.#view = view;
    const { persist } = backend.config;
    this.persistence = persist && new Persistence(persist, backend, view);
  }

  start(fresh: boolean, nowMs: number): readonly Action[] {
    this.#fresh = fresh;
    this.startMs = nowMs;
    const bound = this.persistence?.server ?? nobody;
    return bound === nobody ? this.#choose(nowMs) : this.#goTo(bound, nowMs);
  }

  /** To the server that the client is bound to, unless too many wait there already. */
  #goTo(server: number, nowMs: number): readonly Action[] {
    const backend = this.#backend;
    this.direct = true;
    if (backend.hasRoom(server)) return this.#take(server, nowMs);
    const { maxQueue } = backend.config.servers[server] ?? {};
    if (maxQueue === undefined || backend.line.lengthAt(server) < maxQueue) return this.#wait(server);
    if (!backend.config.redispatch || this.persistence?.forced) return this.#fail("no-server");
    this.direct = false;
    return this.#choose(nowMs);
  }

  #choose(nowMs: number, avoid = nobody): readonly Action[] {
    const backend = this.#backend;
    const server = backend.choose(avoid, backend.keyOf?.(this.#view));
    if (server !== nobody) return backend.hasRoom(server) ? this.#take(server, nowMs) : this.#wait(server);
    return backend.hasAnyone ? this.#wait(nobody) : this.#fail("no-server");
  }

  #take(server: number, nowMs: number): readonly Action[] {
    this.#backend.occupy(server, nowMs);
    this.#held = server;
    this.server = server;
    if (this.queueMs < 0) this.queueMs = nowMs - this.startMs;
    return this.#connect(this.#fresh, nowMs);
  }

  /** For a place at this server, or at any. */
  #wait(server: number): readonly Action[] {
    this.phase = "queue";
    const { queueMs, connectMs } = this.#backend.config.timeouts;
    const limitMs = queueMs ?? connectMs;
    this.wakeAtMs = limitMs === undefined ? undefined : this.startMs + limitMs;
    const { line } = this.#backend;
    this.turn =
      server === nobody
        ? { server: 0, backend: line.length + 1 }
        : { server: line.lengthAt(server) + 1, backend: 0 };
    return [{ kind: "enqueue", backend: this.#backend, server }];
  }

  #connect(fresh: boolean, nowMs: number): readonly Action[] {
    const prefix = this.#backend.config.servers[this.server ?? 0]?.redirect;
    if (prefix !== undefined && isSafe(this.#view.head?.method)) {
      this.location = prefix + (this.#view.head?.target ?? "").replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, "");
      return [];
    }
    this.phase = "connect";
    const { connectMs } = this.#backend.config.timeouts;
    this.wakeAtMs = connectMs === undefined ? undefined : nowMs + connectMs;
    const server = this.server ?? 0;
    const open = { kind: "open", backend: this.#backend, server, fresh } as const;
    const name = this.#backend.config.servers[server]?.tls?.sni?.(this.#view);
    return [name === undefined ? open : { ...open, sni: asText(name) }];
  }

  onPlace(nowMs: number): readonly Action[] {
    if (this.phase !== "queue") return [];
    const server = this.#backend.takeGrant();
    return server === nobody ? this.#choose(nowMs) : this.#take(server, nowMs);
  }

  onOpen(nowMs: number): void {
    this.#show("l4-ok", nowMs);
    this.phase = "open";
    this.wakeAtMs = undefined;
    this.connectMs = nowMs - this.startMs - Math.max(0, this.queueMs);
    // Where no response is read, a connection is answer enough.
    if (this.#backend.config.mode === "tcp" && this.server !== undefined)
      this.persistence?.stickiness?.learn(this.server);
  }

  /** An idle connection turned out to be closed: once more, by a new one, without counting it. */
  reopen(nowMs: number): readonly Action[] {
    return [{ kind: "release", keep: false }, ...this.#connect(true, nowMs)];
  }

  onError(nowMs: number, failure: DispatchFailure = "refused"): readonly Action[] {
    this.#show("l4-error", nowMs);
    this.#lastFailure = failure;
    const { retryOn } = this.#backend.config;
    const next = this.#nextAttempt();
    if (next.kind === "give-up" || retryOn?.has("conn-failure") === false) return this.#fail(failure);
    this.retries++;
    if (next.kind === "other") return this.#elsewhere(nowMs);
    this.phase = "pause";
    this.wakeAtMs = nowMs + next.waitMs;
    return [];
  }

  /** Another attempt would be allowed. */
  get mayRetry(): boolean {
    return this.#nextAttempt().kind !== "give-up";
  }

  /** `retry-on`: the server was there, and what it said, or did not say, is a reason to ask once more, at once. */
  again(nowMs: number): readonly Action[] {
    const next = this.#nextAttempt();
    this.retries++;
    const attempt = next.kind === "other" ? this.#elsewhere(nowMs) : this.#connect(true, nowMs);
    return [{ kind: "release", keep: false }, ...attempt];
  }

  #elsewhere(nowMs: number): readonly Action[] {
    this.redispatched = true;
    this.direct = false;
    this.free();
    return this.#choose(nowMs, this.server);
  }

  #nextAttempt(): NextAttempt {
    const { retries: maximumRetries, timeouts } = this.#backend.config;
    const redispatch = this.#backend.config.redispatch && !this.persistence?.forced;
    const { pool } = this.#backend;
    const usable = Math.max(pool.usable(false), pool.usable(true));
    const connectTimeoutMs = timeouts.connectMs;
    const up = this.server === undefined || pool.isUp(this.server);
    const turns = !this.direct && takesTurns.has(this.#backend.config.balance.algorithm);
    const every = this.#backend.config.redispatchEvery ?? -1;
    const { retries } = this;
    const facts = { retries, maximumRetries, redispatch, every, turns, up, usable, connectTimeoutMs };
    return nextAttempt(facts);
  }

  onTime(nowMs: number): readonly Action[] {
    if (this.wakeAtMs === undefined || nowMs < this.wakeAtMs) return [];
    this.wakeAtMs = undefined;
    if (this.phase === "queue") return [{ kind: "leave-queue" }, ...this.#fail("queue-timeout")];
    if (this.phase === "pause") return this.#connect(true, nowMs);
    if (this.phase !== "connect") return [];
    return [{ kind: "release", keep: false }, ...this.onError(nowMs, "connect-timeout")];
  }

  /** What the traffic shows of the server, where somebody looks at it. */
  #show(trace: "l4-ok" | "l4-error", nowMs: number): void {
    if (this.#backend.observers && this.server !== undefined)
      observed(this.#backend, this.server, trace, nowMs);
  }

  /** It counts among the sessions of its server. */
  get hasPlace(): boolean {
    return this.#held !== undefined;
  }

  /** Gives the place at the server back; safe to call twice. */
  free(): void {
    if (this.#held === undefined) return;
    const server = this.#held;
    this.#held = undefined;
    this.#backend.release(server);
  }

  #fail(failure: DispatchFailure): readonly Action[] {
    this.phase = "failed";
    this.failure = failure === "no-server" && this.retries > 0 ? this.#lastFailure : failure;
    if (failure === "no-server") this.server = undefined;
    this.wakeAtMs = undefined;
    this.free();
    return [];
  }
}

function isSafe(method: string | undefined): boolean {
  return method === "GET" || method === "HEAD";
}
