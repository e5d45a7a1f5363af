import type { RequestHead } from "../http/head.ts";
import type { Transaction } from "./transaction.ts";

/** What is known of a client's connection from its first moment on. */
export interface ConnectionView {
  /** Addresses in text, an IPv4 one without the `::ffff:` of a mapped one. */
  readonly clientAddress: string;
  readonly clientPort: number;
  /** Where the client came to. */
  readonly localAddress: string;
  readonly localPort: number;
  readonly isTls: boolean;
  /** The name that a TLS client asked for (SNI). */
  readonly serverName?: string;
}

/** A backend as conditions see it. */
export interface BackendView {
  /** Servers that can be chosen now. */
  readonly usable: number;
  isUp(server: string): boolean;
}

/** What a condition is decided on; a session makes one for each request (TCP: for the connection). */
export interface RequestView {
  readonly connection: ConnectionView;
  /** Undefined in `mode tcp`: what needs a request is then never true. */
  readonly head: RequestHead | undefined;
  /** Variables, captures, the response; a session always gives one. */
  readonly transaction?: Transaction;
  /** Undefined: no backend of this name. */
  readonly backend: (name: string) => BackendView | undefined;
}
