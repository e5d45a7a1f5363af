import type { RequestView } from "../../agent/acl/view.ts";
import type { Backend, Server } from "../../agent/config/haproxy/config.ts";
import { checkView } from "../../agent/health/check-view.ts";
import { checkerFor } from "../../agent/health/index.ts";
import type { CheckResult } from "../../agent/health/result.ts";
import { checkLimits, firstChecksMs } from "../../agent/health/schedule.ts";
import { builtinReply } from "../../agent/http/error-reply.ts";
import { checked } from "../../agent/proxy/backend-control.ts";
import { BackendState } from "../../agent/proxy/backend-state.ts";
import { ProcessClock, type SimClock } from "./clock.ts";
import { Exchange } from "./exchange.ts";
import { SimProcess } from "./process.ts";
import type { Timeline } from "./timeline.ts";
import { type Range, within } from "./timing.ts";

/** What becomes of a connection to a server: it answers, nobody listens there, or nobody is there at all. */
export type Reached = { readonly answer: (request: string) => string } | "refused" | "silent";

/** Somebody is there. */
export type Arrived = Exclude<Reached, "silent">;

export interface BalancerOptions {
  readonly backends: readonly Backend[];
  readonly timeline: Timeline;
  readonly clock: SimClock;
  readonly wakeMs: () => Range;
  /** There and back again. */
  readonly roundTripMs: () => Range;
  readonly random: () => number;
  /** Asked when the connection arrives. */
  readonly reach: (host: string, port: number) => Reached;
}

/** HAProxy's part: the agent's own backends with their choice of server, queue, retries and health checks. */
export class SimBalancer {
  readonly process: SimProcess;
  readonly #options: BalancerOptions;
  readonly #states: ReadonlyMap<string, BackendState>;
  readonly #clock: ProcessClock;

  constructor(options: BalancerOptions) {
    this.#options = options;
    const { timeline, wakeMs, random, backends } = options;
    this.process = new SimProcess(timeline, wakeMs, random);
    this.#clock = new ProcessClock(options.clock, timeline, this.process);
    this.#states = new Map(backends.map((backend) => [backend.name, new BackendState(backend)]));
    this.#beginChecks();
  }

  /** A request for a backend; `done` gets the whole response, if one ever comes. */
  request(backend: string | undefined, view: RequestView, text: string, done: (reply: string) => void): void {
    const state = this.#states.get(backend ?? "");
    if (state === undefined) {
      done(builtinReply(503));
      return;
    }
    const connect = (server: Server, arrived: (reached: Arrived) => void) => this.#connect(server, arrived);
    const exchange = new Exchange({ state, view, text, done, clock: this.#clock, connect });
    this.process.wake(() => exchange.start());
  }

  #connect({ host, port }: Server, arrived: (reached: Arrived) => void): void {
    this.#after(() => {
      const reached = this.#options.reach(host, port & 0xffff);
      if (reached !== "silent") this.process.wake(() => arrived(reached));
    });
  }

  #after(run: () => void): void {
    const { timeline, roundTripMs, random } = this.#options;
    timeline.at(timeline.nowMs + within(roundTripMs(), random), run);
  }

  #beginChecks(): void {
    const all = [...this.#states.values()].flatMap((state) =>
      state.config.servers.flatMap((server, index) =>
        server.check ? [{ state, index, server, check: server.check }] : [],
      ),
    );
    const firstMs = firstChecksMs(all.map(({ check }) => check.intervalMs));
    for (const [at, { state, index }] of all.entries()) {
      this.#clock.wakeAt(this.#clock.nowMs() + (firstMs[at] ?? 0), () => this.#check(state, index));
    }
  }

  /** The next one begins an interval after the last one has ended, as in `agent/drive/health.ts`. */
  #check(state: BackendState, index: number): void {
    const server = state.config.servers[index];
    if (server?.check === undefined) return;
    const { check } = server;
    const startMs = this.#clock.nowMs();
    const checker = checkerFor(state.config, checkView(state.config.name));
    const target = checker.begin().connect;
    let over = false;
    const finish = (result: CheckResult) => {
      if (over) return;
      over = true;
      timer[Symbol.dispose]();
      const nowMs = this.#clock.nowMs();
      checked(state, index, result, { durationMs: nowMs - startMs, nowMs });
      this.#clock.wakeAt(nowMs + check.intervalMs, () => this.#check(state, index));
    };
    const limits = checkLimits(check, state.config.timeouts);
    const timer = this.#clock.wakeAt(startMs + limits.connectMs, () => finish(checker.expired(false)));
    const port = target?.port ?? check.port ?? server.port;
    this.#connect({ ...server, port }, (reached) => {
      if (reached === "refused") return finish({ passed: false, status: "l4-connection" });
      const { send, result } = checker.connected(this.#clock.nowMs());
      if (result !== undefined) return finish(result);
      const judged = checker.received(reached.answer(send ?? ""), true);
      finish(judged.result ?? checker.expired(true));
    });
  }
}
