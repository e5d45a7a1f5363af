import { constants, performServerHandshake, type ServerHttp2Session } from "node:http2";
import type { Duplex } from "node:stream";
import { requestBytes } from "../http2/request.ts";
import type { TlsPlace } from "../tls/place.ts";
import { Http2Wire } from "./http2-wire.ts";

export interface Http2Surroundings extends TlsPlace {
  /** Becomes the owner of the stream. */
  readonly serve: (wire: Http2Wire) => void;
  /** Without any stream for so long, the connection ends. */
  readonly idleMs: number | undefined;
  readonly closed: () => void;
}

/** As HAProxy's `tune.h2.max-concurrent-streams` is without being told. */
const maximumStreams = 100;
const endOfStream = constants.NGHTTP2_FLAG_END_STREAM;

/** A client's HTTP/2 connection (RFC 9113, by node:http2): each of its streams is a connection of one request. */
export class Http2Connection {
  readonly #session: ServerHttp2Session;
  #streams = 0;
  #served = 0;

  constructor(socket: Duplex, around: Http2Surroundings) {
    // A client that ends its side has gone: nothing of HTTP/2 is left without it.
    socket.allowHalfOpen = false;
    const session = performServerHandshake(socket, { settings: { maxConcurrentStreams: maximumStreams } });
    this.#session = session;
    session.on("stream", (stream, _headers, flags, rawHeaders) => {
      const request = requestBytes({ fields: rawHeaders as never, ended: (flags & endOfStream) !== 0 });
      if (!request) {
        stream.close(constants.NGHTTP2_PROTOCOL_ERROR);
        return;
      }
      this.#streams++;
      stream.once("close", () => this.#streams--);
      const wire = new Http2Wire(stream, request, around, this.#served++ > 0);
      around.serve(wire);
      wire.begin();
    });
    if (around.idleMs !== undefined)
      session.setTimeout(around.idleMs, () => {
        if (this.#streams === 0) session.close();
      });
    // A broken connection breaks its streams; then it is closed.
    session.on("error", () => {});
    session.once("close", around.closed);
  }

  /** Some stream is under way. */
  get busy(): boolean {
    return this.#streams > 0;
  }

  /** Takes no further stream (GOAWAY), and ends when the last one has. */
  drain(): void {
    if (!this.#session.closed) this.#session.close();
  }

  destroy(): void {
    this.#session.destroy();
  }
}
