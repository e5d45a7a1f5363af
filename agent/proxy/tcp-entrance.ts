import { ByteStream, type ByteStreams } from "../acl/byte-stream.ts";
import type { RequestView } from "../acl/view.ts";
import type { ContentRules } from "../rule/content.ts";
import { Inspection, type Verdict } from "./inspection.ts";
import { type Front, isSame, routeOf } from "./route.ts";
import type { SessionSettings } from "./settings.ts";

/** A view whose bytes are looked into, once a rule wants them. */
export interface TcpView extends RequestView {
  streams: ByteStreams | undefined;
}

/**
 * The way of a connection in `mode tcp` to its backend: the frontend's rules, the choice, the backend's rules. Each list
 * of rules may wait for bytes.
 */
export class TcpEntrance {
  readonly #front: Front;
  readonly #view: TcpView;
  #inspection: Inspection | undefined;
  #isChosen = false;
  /** The frontend's own until a backend is chosen. */
  settings: SessionSettings;

  constructor(front: Front, view: TcpView) {
    this.#front = front;
    this.#view = view;
    this.settings = front.own;
  }

  get wakeAtMs(): number | undefined {
    return this.#inspection?.wakeAtMs;
  }

  take(bytes: Uint8Array): void {
    this.#inspection?.stream.add(bytes);
  }

  /** Goes on as far as the bytes allow; `isLast`: no more will come. */
  look(isLast: boolean, nowMs: number): Verdict {
    const { frontend } = this.#front;
    if (!this.#isChosen) {
      const verdict = this.#ask(frontend.rules.content, isLast, nowMs);
      if (verdict !== "on") return verdict;
      this.#isChosen = true;
      // What is asked now must do with what is there.
      if (this.#inspection) this.#inspection.stream.final = true;
      this.settings = routeOf(this.#front, this.#view);
      this.#inspection = undefined;
    }
    const backend = this.settings.backend?.config;
    if (!backend || isSame(frontend, backend)) return "on";
    return this.#ask(backend.rules.content, isLast, nowMs);
  }

  #ask(content: ContentRules | undefined, isLast: boolean, nowMs: number): Verdict {
    if (!content) return "on";
    this.#view.streams ??= newStreams();
    this.#inspection ??= new Inspection(content, this.#view.streams.request);
    return this.#inspection.look(this.#view, isLast, nowMs);
  }
}

export function newStreams(): ByteStreams {
  const request = new ByteStream();
  return { request, response: new ByteStream(), about: request };
}
