import type { Backend, Server as ServerConfig } from "../config/haproxy/config.ts";
import type { EventLoop } from "../net/stream/event-loop.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import type { IdleLinks } from "./proxy-idle.ts";
import { type LinkOwner, type LinkTarget, ServerLink } from "./proxy-link.ts";
import { namedTarget } from "./proxy-named-target.ts";
import { Outbox } from "./proxy-outbox.ts";

export interface ServerSideOptions {
  readonly loop: EventLoop;
  readonly idle: IdleLinks;
  readonly targetOf: (backend: BackendState, server: number) => LinkTarget;
}

/** Whom a session's server connection tells; nothing comes from one that was released. */
export interface ServerSideOwner {
  onServerOpen(reused: boolean): void;
  onServerData(bytes: Uint8Array): void;
  onServerEnd(): void;
  /** It could not be had, or broke; it is released by then. */
  onServerError(): void;
  /** What tells a server of the client: `send-proxy`. */
  greeting(version: 1 | 2): Uint8Array;
  /** The server reads more slowly than the client sends, or no longer so. */
  onServerBlocked(blocked: boolean): void;
}

/** The way from a session to its server: at most one connection at a time, idle ones first where that is allowed. */
export class ServerSide implements LinkOwner {
  readonly #options: ServerSideOptions;
  readonly #owner: ServerSideOwner;
  readonly #outbox = new Outbox();
  #link: ServerLink | undefined;
  /** Where it went last. */
  backend: Backend | undefined;
  server: ServerConfig | undefined;
  blocked = false;

  constructor(options: ServerSideOptions, owner: ServerSideOwner) {
    this.#options = options;
    this.#owner = owner;
  }

  get key(): string | undefined {
    return this.#link?.key;
  }

  add(bytes: Uint8Array): void {
    this.#outbox.add(bytes);
  }

  flush(): void {
    if (this.#outbox.flush(this.#link?.wire) || this.blocked) return;
    this.blocked = true;
    this.#owner.onServerBlocked(true);
  }

  /** @param sni the name that the server is asked for, where it speaks TLS */
  open(backend: BackendState, server: number, fresh: boolean, sni?: string): void {
    const { idle, loop, targetOf } = this.#options;
    const target = namedTarget(targetOf(backend, server), sni);
    const config = backend.config.servers[server];
    // What was said of one client must not be believed of another.
    const found = idle.take(target, fresh || config?.sendProxy !== undefined);
    this.backend = backend.config;
    this.server = config;
    this.#link = found ?? new ServerLink(loop, target, this, this.#greeting(true));
    const own = backend.serverCounters[server];
    if (found) {
      backend.counters.reuses++;
      if (own) own.reuses++;
      found.owner = this;
      this.#owner.onServerOpen(true);
    } else {
      backend.counters.connects++;
      if (own) own.connects++;
    }
  }

  /** What tells the server of the client: by TLS it goes before the handshake, else before the first bytes. */
  #greeting(byTls: boolean): Uint8Array | undefined {
    const { sendProxy, tls } = this.server ?? {};
    return sendProxy === undefined || (tls !== undefined) !== byTls
      ? undefined
      : this.#owner.greeting(sendProxy);
  }

  release(keep: boolean): void {
    this.flush();
    const link = this.#link;
    if (!link) return;
    const clean = link.wire.queuedBytes === 0 && !link.wire.closed && !link.wire.ended;
    this.#forget();
    if (keep && clean && this.server?.sendProxy === undefined && !link.target.once)
      this.#options.idle.put(link);
    else {
      this.#options.idle.drop(link.target);
      link.close();
    }
  }

  /** Ends our side, behind what was written. */
  end(): void {
    this.flush();
    this.#link?.wire.end();
  }

  pause(): void {
    this.#link?.wire.pause();
  }

  resume(): void {
    this.#link?.wire.resume();
  }

  onLinkOpen(link: ServerLink, reused: boolean): void {
    if (link !== this.#link) return;
    const greeting = this.#greeting(false);
    if (greeting) this.#outbox.add(greeting);
    this.#owner.onServerOpen(reused);
  }

  onLinkData(_link: ServerLink, bytes: Uint8Array): void {
    this.#owner.onServerData(bytes);
  }

  onLinkEnd(_link: ServerLink): void {
    this.#owner.onServerEnd();
  }

  onLinkDrain(_link: ServerLink): void {
    if (!this.blocked) return;
    this.blocked = false;
    this.#owner.onServerBlocked(false);
  }

  onLinkError(link: ServerLink): void {
    if (link !== this.#link) return;
    this.#options.idle.drop(link.target);
    this.#forget();
    link.close();
    this.#owner.onServerError();
  }

  #forget(): void {
    if (this.#link) this.#link.owner = undefined;
    this.#link = undefined;
    if (!this.blocked) return;
    this.blocked = false;
    this.#owner.onServerBlocked(false);
  }
}
