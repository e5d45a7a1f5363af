import type { RequestHead, ResponseHead } from "../http/head.ts";
import type { Tracked } from "../stick/track.ts";
import type { BodySource } from "./arrival.ts";
import type { Sample } from "./sample.ts";

/** What the rules keep for as long as a connection or a request lasts; nothing is made before it is needed. */
export class Memory {
  /** By the whole name: `sess.user`, `txn.host`. */
  variables: Map<string, Sample> | undefined;
  /** `track-sc0` and so on: the entries that are counted in. */
  tracked: (Tracked | undefined)[] | undefined;
  /** To be done once, when it is over: a tracked counter is let go. */
  ends: (() => void)[] | undefined;

  over(): void {
    const { ends } = this;
    this.ends = undefined;
    if (ends) for (const end of ends) end();
  }
}

/** One request and its response, as the rules and the log line share it. Its memory ends behind the log line. */
export class Transaction extends Memory {
  /** What lasts as long as the client's connection. */
  readonly session: Memory;
  /** As it came, where the rules have changed it since. */
  request: RequestHead | undefined;
  /** As it came from the server; of a reply of ours as we send it. */
  response: ResponseHead | undefined;
  /** `capture`: in the order of their declaration; undefined where there was none. */
  requestCaptures: (string | undefined)[] | undefined;
  responseCaptures: (string | undefined)[] | undefined;
  /** `capture cookie`: `NAME=VALUE`. */
  requestCookie: string | undefined;
  responseCookie: string | undefined;
  /** Which request of the process it is, and whether it is the first of its connection. */
  number = 0;
  isFirst = false;
  /** `unique-id-format`, once it was asked for. */
  uniqueId: string | undefined;
  /** What makes it. */
  uniqueIdOf: (() => string) | undefined;
  /** Who has the request's body, where it has one. */
  source: BodySource | undefined;
  /** `http-request set-log-level`; `silent`: no line at all. */
  logLevel: string | undefined;
  /** The sections that it has come to. */
  frontend = "";
  backend: string | undefined;

  /** `unique-id-format`: the same whenever it is asked for. */
  identify(): string | undefined {
    this.uniqueId ??= this.uniqueIdOf?.();
    return this.uniqueId;
  }

  constructor(session: Memory) {
    super();
    this.session = session;
  }
}
