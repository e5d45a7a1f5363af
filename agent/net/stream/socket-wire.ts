import { decodeEndpoint, type Endpoint, endpointBytes } from "./endpoint.ts";
import { type EventLoop, type Ready, readiness } from "./event-loop.ts";
import { SendQueue } from "./send-queue.ts";
import { closeWithReset, errors } from "./socket-option.ts";
import type { Wire, WireOwner } from "./wire.ts";

const MSG_NOSIGNAL = 0x4000;
const SHUT_WR = 1;
/** So often one socket is read before the others have their turn. */
const readsAtOnce = 4;
const finalEvents = readiness.peerEnded | readiness.hangUp | readiness.error;
const inputEvents = readiness.in | finalEvents;

/** A stream socket on the event loop. Its descriptor is closed once, by `destroy`, `reset` or because it broke. */
export class SocketWire implements Wire, Ready {
  readonly isTls = false;
  readonly serverName = undefined;
  readonly remote: Endpoint;
  owner: WireOwner | undefined;
  ended = false;
  readonly #loop: EventLoop;
  /** Made when it is first needed. */
  #queue: SendQueue | undefined;
  #local: Endpoint | undefined;
  #descriptor: number;
  #connecting: boolean;
  #paused = false;
  /** There may be something to read that no event will tell of. */
  #unread = false;
  /** The other side has ended or broken: whatever comes before that is read to the end. */
  #final = false;
  /** Nothing can be sent any more. */
  #mute = false;
  #ending = false;

  /** Takes the descriptor over; −1: it could not be opened, which is told later. */
  constructor(
    loop: EventLoop,
    descriptor: number,
    facts: { readonly remote: Endpoint; readonly local?: Endpoint | undefined; readonly connecting: boolean },
  ) {
    this.#loop = loop;
    this.#descriptor = descriptor;
    this.#connecting = facts.connecting;
    this.#local = facts.local;
    this.remote = facts.remote;
    if (descriptor >= 0 && loop.watch(descriptor, this)) return;
    // Told as a connection that was not to be had, also of one that was accepted.
    if (descriptor >= 0) loop.calls.close(descriptor);
    this.#descriptor = -1;
    this.#connecting = true;
    loop.again(this);
  }

  get local(): Endpoint {
    this.#local ??= this.#askLocal();
    return this.#local;
  }

  get closed(): boolean {
    return this.#descriptor < 0;
  }

  get queuedBytes(): number {
    return this.#queue?.sizeBytes ?? 0;
  }

  onReady(events: number): void {
    if (this.#connecting && !this.#connected(events)) return;
    if (this.queuedBytes > 0 && (events & ~readiness.in) !== 0) this.#flush();
    if ((events & finalEvents) !== 0) this.#final = true;
    if (this.#mute && this.#paused) this.#break();
    else if (this.ended && (events & readiness.error) !== 0) this.#break();
    else if ((events & inputEvents) !== 0) this.#read();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#descriptor < 0 || this.#mute) return true;
    if (this.queuedBytes > 0 || this.#connecting) return this.#later(bytes);
    const sent = this.#send(bytes);
    return sent === bytes.length || this.#mute || this.#later(bytes.subarray(sent));
  }

  end(): void {
    this.#ending = true;
    if (this.queuedBytes === 0 && !this.#connecting) this.#shutdown();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    if (!this.#unread) return;
    this.#unread = false;
    this.#loop.again(this);
  }

  destroy(): void {
    if (this.#descriptor < 0) return;
    this.#loop.forget(this.#descriptor);
    this.#loop.calls.close(this.#descriptor);
    this.#descriptor = -1;
    this.#queue = undefined;
  }

  reset(): void {
    if (this.#descriptor < 0) return;
    closeWithReset(this.#loop.calls, this.#descriptor);
    this.destroy();
  }

  #connected(events: number): boolean {
    if (this.#descriptor < 0 || (events & (readiness.error | readiness.hangUp)) !== 0) this.#break();
    if ((events & readiness.out) === 0 || this.closed) return false;
    this.#connecting = false;
    this.owner?.onOpen?.();
    if (this.#ending && this.queuedBytes === 0) this.#shutdown();
    return !this.closed;
  }

  #read(): void {
    for (let reads = 0; reads < readsAtOnce; reads++) {
      if (this.#descriptor < 0 || this.ended) return;
      if (this.#paused) {
        this.#unread = true;
        return;
      }
      if (!this.#receive()) return;
    }
    this.#loop.again(this);
  }

  /** False when an event will tell of whatever comes next. */
  #receive(): boolean {
    const { calls, received } = this.#loop;
    const { bytes } = received;
    const count = calls.recv(this.#descriptor, received.address, bytes.length, 0);
    if (count > 0) {
      this.owner?.onData(received.first(count));
      return count === bytes.length || this.#final;
    }
    if (count < 0) {
      const number = calls.errno();
      if (number === errors.EINTR) return true;
      if (number !== errors.EAGAIN) this.#break();
    } else if (this.#mute) this.#break();
    else {
      this.ended = true;
      this.owner?.onEnd();
    }
    return false;
  }

  /** Gives how many bytes went. What breaks is told later: nobody expects an event while he writes. */
  #send(bytes: Uint8Array): number {
    const { calls } = this.#loop;
    for (;;) {
      const count = calls.send(this.#descriptor, bytes, bytes.length, MSG_NOSIGNAL);
      if (count >= 0) return count;
      const number = calls.errno();
      if (number === errors.EAGAIN) return 0;
      if (number === errors.EINTR) continue;
      this.#mute = true;
      this.#final = true;
      this.#queue = undefined;
      this.#loop.again(this);
      return 0;
    }
  }

  #later(bytes: Uint8Array): false {
    this.#queue ??= new SendQueue();
    this.#queue.add(bytes);
    return false;
  }

  #flush(): void {
    for (let head = this.#queue?.head; head; head = this.#queue?.head) {
      const sent = this.#send(head);
      if (this.#mute) return;
      this.#queue?.advance(sent);
      if (sent < head.length) return;
    }
    if (this.#ending) this.#shutdown();
    this.owner?.onDrain();
  }

  #shutdown(): void {
    if (this.#descriptor >= 0) this.#loop.calls.shutdown(this.#descriptor, SHUT_WR);
  }

  #break(): void {
    this.destroy();
    this.#connecting = false;
    const { owner } = this;
    this.owner = undefined;
    owner?.onBroken();
  }

  #askLocal(): Endpoint {
    const bytes = new Uint8Array(endpointBytes);
    const size = Uint32Array.of(bytes.length);
    const result = this.#loop.calls.getsockname(this.#descriptor, bytes, size);
    return decodeEndpoint(bytes, result < 0 ? 0 : (size[0] ?? 0));
  }
}
