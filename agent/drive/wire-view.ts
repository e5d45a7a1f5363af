import type { ConnectionView, TlsView } from "../acl/view.ts";
import type { Endpoint } from "../net/stream/endpoint.ts";
import type { Wire } from "../net/stream/wire.ts";

/** A wire as the rules see it; what nobody looks at is not asked for. */
export class WireView implements ConnectionView {
  readonly #wire: Wire;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get clientAddress(): string {
    return hostOf(this.#wire.remote);
  }

  get clientPort(): number {
    return portOf(this.#wire.remote);
  }

  get localAddress(): string {
    return hostOf(this.#wire.local);
  }

  get localPort(): number {
    return portOf(this.#wire.local);
  }

  get isTls(): boolean {
    return this.#wire.isTls;
  }

  get shownVersion(): string | undefined {
    return this.#wire.shownVersion;
  }

  get isLater(): boolean {
    return this.#wire.isLater ?? false;
  }

  get proxied(): boolean {
    return this.#wire.proxied ?? false;
  }

  get tls(): TlsView | undefined {
    return this.#wire.tls;
  }

  get serverName(): string | undefined {
    return this.#wire.serverName;
  }
}

/** Of a unix socket nothing is known; the original's log says so too. */
export function hostOf(endpoint: Endpoint): string {
  return endpoint.kind === "ip" ? endpoint.host : "unix";
}

export function portOf(endpoint: Endpoint): number {
  return endpoint.kind === "ip" ? endpoint.port : 0;
}
