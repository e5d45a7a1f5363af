import type { RequestHead } from "../http/head.ts";
import type { ByteStreams } from "./byte-stream.ts";
import type { Transaction } from "./transaction.ts";
import type { World } from "./world.ts";

/** What is known of a client's connection from its first moment on. */
export interface ConnectionView {
  /** Addresses in text, an IPv4 one without the `::ffff:` of a mapped one. */
  readonly clientAddress: string;
  readonly clientPort: number;
  /** Where the client came to. */
  readonly localAddress: string;
  readonly localPort: number;
  readonly isTls: boolean;
  /** What the client speaks, where the bytes of its requests say otherwise: `HTTP/2.0`. */
  readonly shownVersion?: string | undefined;
  /** Requests have come by the client's connection before: streams of HTTP/2 share one. */
  readonly isLater?: boolean;
  /** The name that a TLS client asked for (SNI). */
  readonly serverName?: string | undefined;
  /** What was agreed on: `TLSv1.3`, `TLS_AES_256_GCM_SHA384`, `h2`. */
  readonly tls?: TlsView | undefined;
  /** The addresses were told by a PROXY protocol header. */
  readonly proxied?: boolean;
}

/** A TLS connection as conditions see it. */
export interface TlsView {
  readonly protocol: string;
  readonly cipher: string;
  readonly keySize: number;
  readonly alpn?: string;
  readonly resumed: boolean;
  /** Undefined: the client showed none. */
  readonly clientCertificate?: CertificateView | undefined;
  readonly ownCertificate?: CertificateView | undefined;
}

/** A certificate as conditions see it; bytes are a text, one character each. */
export interface CertificateView {
  readonly der: string;
  readonly sha1: string;
  readonly serial: string;
  readonly version: number;
  /** `261121203000Z`. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly keyAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly subject: readonly { readonly key: string; readonly value: string }[];
  readonly issuer: CertificateView["subject"];
}

/** A server as conditions see it. */
export interface ServerView {
  readonly id: number;
  readonly sessions: number;
  readonly queued: number;
  readonly weight: number;
  readonly initialWeight: number;
  readonly maxConnections?: number;
  sessionRate(nowMs: number): number;
}

/** A backend as conditions see it. */
export interface BackendView {
  /** Servers that can be chosen now. */
  readonly usable: number;
  isUp(server: string): boolean;
  readonly id?: number;
  readonly sessions?: number;
  readonly queued?: number;
  /** Sessions that its servers can still take; −1: without limit. */
  readonly free?: number;
  sessionRate?(nowMs: number): number;
  server?(name: string): ServerView | undefined;
}

/** What a condition is decided on; a session makes one for each request (TCP: for the connection). */
export interface RequestView {
  connection: ConnectionView;
  /** As the rules have left it. Undefined in `mode tcp`: what needs a request is then never true. */
  head: RequestHead | undefined;
  /** Variables, captures, the response; a session always gives one. */
  readonly transaction?: Transaction;
  /** Undefined: no backend of this name. */
  readonly backend: (name: string) => BackendView | undefined;
  readonly world?: World | undefined;
  /** In `mode tcp`, where rules look into bytes. */
  readonly streams?: ByteStreams | undefined;
}
