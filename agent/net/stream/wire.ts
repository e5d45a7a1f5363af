import type { TlsView } from "../../acl/view.ts";
import type { Endpoint } from "./endpoint.ts";

/** Who is told of a wire's events. Nothing comes any more after `onBroken`, or after its `destroy` or `reset` was called. */
export interface WireOwner {
  /** The connection that was asked for stands. */
  onOpen?(): void;
  /** `bytes` are the wire's own: they are overwritten as soon as this returns. Who keeps them copies them. */
  onData(bytes: Uint8Array): void;
  /** The other side sends no more; it may still read. */
  onEnd(): void;
  /** All that was written has gone to the kernel, after `write` had said that it did not. */
  onDrain(): void;
  /** It could not be opened, or broke; it is closed by then. */
  onBroken(): void;
}

/** A stream in both directions: a socket of our own loop, or TLS. */
export interface Wire {
  owner: WireOwner | undefined;
  readonly remote: Endpoint;
  readonly local: Endpoint;
  /** Of TLS: the host that the client named; undefined where there is none. */
  readonly serverName: string | undefined;
  readonly isTls: boolean;
  /** Of TLS: what was agreed on. */
  readonly tls?: TlsView;
  /** What the client speaks, where these bytes say otherwise: `HTTP/2.0`. */
  readonly shownVersion?: string | undefined;
  /** It is not the first thing that comes by the client's connection. */
  readonly isLater?: boolean;
  /** Another proxy has said whose connection it is: the PROXY protocol. */
  proxied?: boolean;
  readonly closed: boolean;
  /** The other side has ended, and this was told. */
  readonly ended: boolean;
  /** Bytes that wait to leave. */
  readonly queuedBytes: number;
  /** Takes the bytes, which may be changed afterwards. False: not all has gone, `onDrain` will be called. */
  write(bytes: Uint8Array): boolean;
  /** Ends our side, behind what was written. */
  end(): void;
  /** While paused no data and no end are told. */
  pause(): void;
  resume(): void;
  /** Closes now; what was not sent is lost. */
  destroy(): void;
  /** Closes so that the other side gets a reset. */
  reset(): void;
}
