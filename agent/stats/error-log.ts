import type { Evidence } from "../proxy/record.ts";

/** A message that was no HTTP, and where it came from. */
export interface CapturedError {
  readonly event: number;
  /** As the log writes it. */
  readonly date: string;
  /** `ip:port` of the client. */
  readonly source: string;
  readonly frontend: string;
  readonly backend: string | undefined;
  /** Its place among the backend's servers. */
  readonly server: number | undefined;
  readonly evidence: Evidence;
}

/** For `show errors`: of each section the last bad request and the last bad response. */
export class ErrorLog {
  readonly #last = new Map<string, CapturedError>();
  /** So many ever. */
  total = 0;

  keep(error: Omit<CapturedError, "event">): void {
    const { side } = error.evidence;
    const owner = side === "request" ? error.frontend : error.backend;
    if (owner === undefined) return;
    this.#last.set(`${side} ${owner}`, { ...error, event: this.total });
    this.total++;
  }

  of(proxy: string, side: Evidence["side"]): CapturedError | undefined {
    return this.#last.get(`${side} ${proxy}`);
  }
}
