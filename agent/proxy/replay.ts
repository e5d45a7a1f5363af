import type { RetryReason } from "../config/haproxy/retry-on.ts";
import type { SessionSettings } from "./settings.ts";

/** As the original: a request that is to be sent again must fit into its buffer. */
const maximumBytes = 16_384;

/** What of a request's body has been sent, as long as it may have to be sent to another server: `retry-on`. */
export class Replay {
  readonly #reasons: ReadonlySet<string>;
  #pieces: Uint8Array[] | undefined = [];
  #sizeBytes = 0;

  constructor(reasons: ReadonlySet<RetryReason>) {
    this.#reasons = reasons;
  }

  get pieces(): readonly Uint8Array[] {
    return this.#pieces ?? [];
  }

  keep(bytes: Uint8Array, start: number, end: number): void {
    this.#sizeBytes += end - start;
    if (this.#sizeBytes > maximumBytes) this.#pieces = undefined;
    this.#pieces?.push(new Uint8Array(bytes.subarray(start, end)));
  }

  /** The reason is one of those that were named, and all that was sent is here. */
  allows(reason: string): boolean {
    return this.#pieces !== undefined && this.#reasons.has(reason);
  }
}

/** Undefined where failed connections are the only reason: nothing has been sent then. */
export function replayFor({ backend }: SessionSettings): Replay | undefined {
  const reasons = backend?.config.retryOn;
  const others = reasons !== undefined && reasons.size > (reasons.has("conn-failure") ? 1 : 0);
  return others ? new Replay(reasons) : undefined;
}
