import { renameSync, rmSync } from "node:fs";
import { systemError } from "../system-error.ts";
import { decodeEndpoint, type Endpoint, encodeEndpoint, endpointBytes } from "./endpoint.ts";
import type { EventLoop, Ready } from "./event-loop.ts";
import type { SocketCalls } from "./socket-calls.ts";
import {
  bindToInterface,
  type KeepAliveTimes,
  keepAlive,
  openStream,
  setOption,
  socketFlags,
} from "./socket-option.ts";
import { WheelTimer } from "./timer-wheel.ts";

/** Where to listen: an address, a path, or a listening socket that somebody else has opened, and may still use (`isShared`). */
export type ListenAddress =
  | (Endpoint & ListenChoices)
  | { readonly kind: "descriptor"; readonly descriptor: number; readonly isShared?: boolean };

/** How the socket is set up; IP_TRANSPARENT and an interface need rights. */
export interface ListenChoices {
  readonly onlyIpv6?: boolean;
  readonly transparent?: boolean;
  readonly fastOpen?: boolean;
  readonly deferAccept?: boolean;
  readonly segmentBytes?: number;
  readonly userTimeoutMs?: number;
  readonly interfaceName?: string;
  readonly backlog?: number;
  readonly keepAlive?: KeepAliveTimes;
}

/** An accepted connection: a descriptor, which belongs to who is told of it. */
export interface Accepted {
  readonly descriptor: number;
  readonly remote: Endpoint;
  /** Undefined: to be asked for, because it listens on any address. */
  readonly local: Endpoint | undefined;
}

export interface ListenerOwner {
  onAccept(accepted: Accepted): void;
  /** No connection can be taken for now (`EMFILE`…); it is tried again by itself. */
  onTrouble(error: Error): void;
}

/** A listening socket. Disposing closes it, and leaves a path as it is: a successor may have it. */
export interface Listener extends Disposable {
  /** For a successor: stays valid until disposed. −1 afterwards. */
  readonly descriptor: number;
  /** Connections wait in the kernel's queue meanwhile. */
  pause(): void;
  resume(): void;
  /** Whoever comes meanwhile is refused, until `resume`: where the socket is ours alone, and of a kind that can be closed for a while. */
  suspend(): void;
}

const F_SETFD = 2;
const F_SETFL = 4;
const FD_CLOEXEC = 1;
const O_NONBLOCK = 0o4000;
const SHUT_RDWR = 2;
const backlog = 4096;
const acceptsAtOnce = 64;
/** When descriptors or memory are short, or the socket is none any more: how long it rests, and how long it is not told of again. */
const troubleMs = 100;
const silentMs = 10_000;
/** Errors that are of the one connection that came: accept(2). EAGAIN, EINTR, EPERM, ECONNABORTED, EPROTO and those of the network. */
const passing: ReadonlySet<number> = new Set([1, 4, 11, 64, 71, 92, 95, 100, 101, 103, 112, 113]);

/** Opens a listener, or takes one over. @throws CodedError with the system's reason */
export function openListener(loop: EventLoop, address: ListenAddress, owner: ListenerOwner): Listener {
  const descriptor = address.kind === "descriptor" ? adopt(loop, address.descriptor) : open(loop, address);
  const isShared = address.kind === "descriptor" && address.isShared === true;
  return new OpenListener(loop, descriptor, { isShared, owner });
}

interface OpenListenerOptions {
  readonly isShared: boolean;
  readonly owner: ListenerOwner;
}

class OpenListener implements Listener, Ready {
  readonly #loop: EventLoop;
  readonly #owner: ListenerOwner;
  readonly #address = new Uint8Array(endpointBytes);
  readonly #size = new Uint32Array(1);
  readonly #local: Endpoint | undefined;
  readonly #retry = new WheelTimer(() => this.resume());
  #watched = false;
  #suspended = false;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  descriptor: number;

  readonly #isShared: boolean;

  constructor(loop: EventLoop, descriptor: number, { isShared, owner }: OpenListenerOptions) {
    this.#isShared = isShared;
    this.#loop = loop;
    this.#owner = owner;
    this.descriptor = descriptor;
    this.#local = this.#ownAddress();
    this.resume();
  }

  onReady(): void {
    for (let accepts = 0; accepts < acceptsAtOnce && this.#watched; accepts++) {
      this.#size[0] = this.#address.length;
      const descriptor = this.#loop.calls.accept4(this.descriptor, this.#address, this.#size, socketFlags);
      if (descriptor < 0) {
        this.#failed(this.#loop.calls.errno());
        return;
      }
      const remote = decodeEndpoint(this.#address, this.#size[0] ?? 0);
      this.#owner.onAccept({ descriptor, remote, local: this.#local });
    }
  }

  pause(): void {
    this.#loop.clearTimer(this.#retry);
    if (this.#watched) this.#loop.unwatch(this.descriptor);
    this.#watched = false;
  }

  suspend(): void {
    this.pause();
    if (this.#isShared || this.#local?.kind === "unix" || this.descriptor < 0) return;
    // Linux: a listening TCP socket that is shut down is closed but keeps its address, until listen(2).
    this.#suspended = this.#loop.calls.shutdown(this.descriptor, SHUT_RDWR) === 0;
  }

  resume(): void {
    if (this.#watched || this.descriptor < 0) return;
    if (this.#suspended) this.#loop.calls.listen(this.descriptor, backlog);
    this.#suspended = false;
    this.#watched = this.#loop.watchReading(this.descriptor, this);
    if (!this.#watched) this.#loop.setTimer(this.#retry, this.#loop.nowMs + troubleMs);
  }

  #failed(number: number): void {
    if (passing.has(number)) return;
    this.pause();
    const { nowMs } = this.#loop;
    this.#loop.setTimer(this.#retry, nowMs + troubleMs);
    if (nowMs - this.#toldAtMs < silentMs) return;
    this.#toldAtMs = nowMs;
    this.#owner.onTrouble(systemError("accept", number));
  }

  #ownAddress(): Endpoint | undefined {
    this.#size[0] = this.#address.length;
    if (this.#loop.calls.getsockname(this.descriptor, this.#address, this.#size) < 0) return undefined;
    const local = decodeEndpoint(this.#address, this.#size[0] ?? 0);
    return local.kind === "ip" && (local.host === "0.0.0.0" || local.host === "::") ? undefined : local;
  }

  [Symbol.dispose](): void {
    if (this.descriptor < 0) return;
    this.pause();
    this.#loop.calls.close(this.descriptor);
    this.descriptor = -1;
  }
}

function open(loop: EventLoop, address: Exclude<ListenAddress, { readonly kind: "descriptor" }>): number {
  const { calls } = loop;
  // Under another name first: who asks meanwhile finds the old socket or the new one.
  const isPath = address.kind === "unix" && !address.path.startsWith("\0");
  const place = isPath ? { ...address, path: `${address.path}.${process.pid}.tmp` } : address;
  if (isPath && place.kind === "unix") rmSync(place.path, { force: true });
  const encoded = encodeEndpoint(place);
  const descriptor = openStream(calls, encoded);
  if (descriptor < 0) throw systemError("socket", calls.errno());
  // Like HAProxy: a new process may listen before the old one leaves.
  setOption(calls, descriptor, "reuseAddress", true);
  setOption(calls, descriptor, "reusePort", true);
  const bound =
    choose(calls, descriptor, address) &&
    calls.bind(descriptor, encoded, encoded.length) === 0 &&
    calls.listen(descriptor, address.backlog ?? backlog) === 0;
  if (!bound) {
    const number = calls.errno();
    calls.close(descriptor);
    throw systemError(
      `bind ${address.kind === "unix" ? address.path.replace("\0", "abns@") : `${address.host}:${address.port}`}`,
      number,
    );
  }
  if (isPath && place.kind === "unix") renameSync(place.path, address.path);
  return descriptor;
}

/** False when the system refuses one of the choices. */
function choose(calls: SocketCalls, descriptor: number, address: Endpoint & ListenChoices): boolean {
  const isV6 = address.kind === "ip" && address.host.includes(":");
  const settings = [
    isV6 && address.onlyIpv6 !== undefined && (["onlyIpv6", address.onlyIpv6] as const),
    address.transparent && ([isV6 ? "transparentIpv6" : "transparent", true] as const),
    address.fastOpen && (["fastOpen", backlog] as const),
    address.deferAccept && (["deferAccept", 1] as const),
    address.segmentBytes && (["segmentBytes", address.segmentBytes] as const),
    address.userTimeoutMs && (["userTimeoutMs", address.userTimeoutMs] as const),
  ].filter((setting) => setting !== false && setting !== undefined && setting !== 0);
  const { interfaceName } = address;
  if (address.keepAlive) keepAlive(calls, descriptor, address.keepAlive);
  return (
    settings.every(([name, setting]) => setOption(calls, descriptor, name, setting) === 0) &&
    (interfaceName === undefined || bindToInterface(calls, descriptor, interfaceName) === 0)
  );
}

/** Somebody else opened it: here it must not block, and programs that we start do not get it by chance. */
function adopt(loop: EventLoop, descriptor: number): number {
  const { calls } = loop;
  setOption(calls, descriptor, "noDelay", true);
  const ready =
    calls.fcntl(descriptor, F_SETFL, O_NONBLOCK) === 0 &&
    calls.fcntl(descriptor, F_SETFD, FD_CLOEXEC) === 0 &&
    calls.listen(descriptor, backlog) === 0;
  if (!ready) throw systemError(`listen on fd@${descriptor}`, calls.errno());
  return descriptor;
}
