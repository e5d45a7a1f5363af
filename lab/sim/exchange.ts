import type { RequestView } from "../../agent/acl/view.ts";
import type { Server } from "../../agent/config/haproxy/config.ts";
import { builtinReply } from "../../agent/http/error-reply.ts";
import type { BackendState } from "../../agent/proxy/backend-state.ts";
import { Dispatch } from "../../agent/proxy/dispatch.ts";
import type { Arrived } from "./balancer.ts";
import type { ProcessClock } from "./clock.ts";

export interface ExchangeOptions {
  readonly state: BackendState;
  readonly view: RequestView;
  readonly text: string;
  readonly done: (reply: string) => void;
  readonly clock: ProcessClock;
  readonly connect: (server: Server, arrived: (reached: Arrived) => void) => void;
}

/** One request on its way to a server. */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #dispatch: Dispatch;
  #timer: Disposable | undefined;
  #leave = () => {};
  #attempt = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#dispatch = new Dispatch(options.state, options.view);
  }

  start(): void {
    const nowMs = this.#options.clock.nowMs();
    this.#options.state.enter(nowMs);
    this.#perform(this.#dispatch.start(true, nowMs));
  }

  #perform(actions: ReturnType<Dispatch["start"]>): void {
    for (const { kind } of actions) {
      if (kind === "open") this.#open();
      else if (kind === "enqueue")
        this.#leave = this.#options.state.enqueue(() =>
          this.#perform(this.#dispatch.onPlace(this.#options.clock.nowMs())),
        );
      else if (kind === "leave-queue") this.#leave();
      else if (kind === "release") this.#attempt += 1;
    }
    if (this.#dispatch.phase === "failed") {
      this.#end(builtinReply(503));
      return;
    }
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#options.clock.wakeAt(this.#dispatch.wakeAtMs ?? Number.POSITIVE_INFINITY, () =>
      this.#perform(this.#dispatch.onTime(this.#options.clock.nowMs())),
    );
  }

  #open(): void {
    const server = this.#options.state.config.servers[this.#dispatch.server ?? 0];
    if (server === undefined) return;
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#options.connect(server, (reached) => {
      if (attempt !== this.#attempt || this.#dispatch.phase !== "connect") return;
      const nowMs = this.#options.clock.nowMs();
      if (reached === "refused") this.#perform(this.#dispatch.onError(nowMs));
      else {
        this.#dispatch.onOpen(nowMs);
        this.#end(reached.answer(this.#options.text));
      }
    });
  }

  #end(reply: string): void {
    this.#timer?.[Symbol.dispose]();
    this.#dispatch.free();
    this.#options.state.leave();
    this.#options.done(reply);
  }
}
