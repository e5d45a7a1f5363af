import type { RequestView } from "../acl/view.ts";
import type { RequestScan } from "../http/request-scan.ts";

/**
 * Why a session ended, HAProxy's two letters (manual §8.5). First who: C client, S server, P proxy, in small
 * letters by timeout, L an answer of its own. Then when: R request, Q queue, C connect, H headers of the response, D data, T tarpit.
 */
export type Termination =
  `${"-" | "C" | "c" | "S" | "s" | "P" | "L"}${"-" | "R" | "Q" | "C" | "H" | "D" | "T"}`;

/** Bytes that were no HTTP: what came, where it is wrong, and in what respect. */
export interface Evidence {
  readonly side: "request" | "response";
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly reason: string;
}

/** What the access log tells of a session (TCP) or of one request of it (HTTP). Times in ms; −1: not reached. */
export interface SessionRecord {
  readonly kind: "http" | "tcp";
  /** When the first byte of the request (TCP: the connection) came: monotonic milliseconds. */
  readonly startMs: number;
  readonly requestMs: number;
  readonly queueMs: number;
  readonly connectMs: number;
  readonly responseMs: number;
  readonly totalMs: number;
  /** How long the connection had been silent before the request (`%Ti`); TCP: 0. */
  readonly idleMs: number;
  /** The connection, the request as the rules left it, its variables and captures; for a line's `%[…]`. */
  readonly view: RequestView | undefined;
  readonly server: number | undefined;
  /** The statistics page stood in for a server. */
  readonly stats: boolean;
  /** Undefined when it never came to a backend: the frontend's name stands in its place. */
  readonly backend: string | undefined;
  readonly status: number;
  /** To the client, and from it, as HAProxy counts them. */
  readonly bytes: number;
  readonly bytesIn: number;
  /** Whose turn it was in the queues, counted from 1; 0: it did not wait. */
  readonly turn?: { readonly server: number; readonly backend: number } | undefined;
  /** Sessions of the backend and of the server beside this one when it was over. */
  readonly beside?: { readonly backend: number; readonly server: number } | undefined;
  readonly termination: Termination;
  /** What became of the cookie of persistence: two letters, else `--`. */
  readonly cookies?: string | undefined;
  readonly retries: number;
  readonly redispatched: boolean;
  /** `GET / HTTP/1.1`; undefined when no request could be read. */
  readonly requestLine: string | undefined;
  /** Where the same stands in bytes. */
  readonly came?: RequestScan | undefined;
  /** For `show errors`, where it ended by it. */
  readonly evidence?: Evidence | undefined;
  /** Nothing was exchanged: `option dontlognull` leaves it out. */
  readonly empty: boolean;
}
