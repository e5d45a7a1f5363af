import type { Endpoint } from "../net/stream/endpoint.ts";
import { type EventLoop, type Ready, readiness } from "../net/stream/event-loop.ts";
import type { Accepted } from "../net/stream/listener.ts";
import { WheelTimer } from "../net/stream/timer-wheel.ts";
import { type ProxyEnd, readGreeting } from "../proxy-protocol/read.ts";

/** How a header of the PROXY protocol was missed; the words are those of the original's log. */
export type GreetingFailure =
  | "Received something which does not look like a PROXY protocol header"
  | "Received an invalid PROXY protocol header"
  | "Truncated PROXY protocol header received"
  | "Connection closed while waiting for PROXY protocol header"
  | "Timeout while waiting for PROXY protocol header";

interface Expectation {
  readonly limitMs: number;
  /** The connection with the ends that the other proxy has named; the header has been read. */
  readonly greeted: (accepted: Accepted) => void;
  readonly failed: (failure: GreetingFailure) => void;
}

const MSG_PEEK = 2;
const EAGAIN = 11;
const longestBytes = 65_536;

/**
 * Waits for the header that another proxy sends before a connection's own bytes (`accept-proxy`): it is looked at where it
 * lies and then taken out exactly, so that what follows, TLS too, finds its first byte. Disposing ends the connection.
 */
export class GreetedConnection implements Ready, Disposable {
  readonly #loop: EventLoop;
  readonly #accepted: Accepted;
  readonly #expectation: Expectation;
  readonly #timer = new WheelTimer(() =>
    this.#fail(this.#partly ?? "Timeout while waiting for PROXY protocol header"),
  );
  #waiting = true;
  /** Some of it has come. */
  #partly: GreetingFailure | undefined;

  constructor(loop: EventLoop, accepted: Accepted, expectation: Expectation) {
    this.#loop = loop;
    this.#accepted = accepted;
    this.#expectation = expectation;
    loop.setTimer(this.#timer, loop.readClock() + expectation.limitMs);
    if (!loop.watch(accepted.descriptor, this)) loop.setTimer(this.#timer, loop.nowMs);
  }

  onReady(events: number): void {
    const { calls, received } = this.#loop;
    const { descriptor } = this.#accepted;
    const count = calls.recv(descriptor, received.address, longestBytes, MSG_PEEK);
    if (count < 0 && calls.errno() === EAGAIN) return;
    const read = count > 0 ? readGreeting(received.bytes.subarray(0, count)) : undefined;
    const over = count <= 0 || (events & (readiness.peerEnded | readiness.error)) !== 0;
    if (read?.kind === "greeting") this.#take(read.sizeBytes, read.remote, read.local);
    else if (read?.kind === "strange")
      this.#fail("Received something which does not look like a PROXY protocol header");
    else if (read?.kind === "invalid") this.#fail("Received an invalid PROXY protocol header");
    else {
      if (read) this.#partly = "Truncated PROXY protocol header received";
      if (over) this.#fail(this.#partly ?? "Connection closed while waiting for PROXY protocol header");
    }
  }

  #take(sizeBytes: number, remote: ProxyEnd | undefined, local: ProxyEnd | undefined): void {
    const { calls, received } = this.#loop;
    const accepted = this.#accepted;
    calls.recv(accepted.descriptor, received.address, sizeBytes, 0);
    this.#over();
    this.#loop.unwatch(accepted.descriptor);
    this.#expectation.greeted({
      descriptor: accepted.descriptor,
      remote: remote ? endpointOf(remote) : accepted.remote,
      local: local ? endpointOf(local) : accepted.local,
    });
  }

  #fail(failure: GreetingFailure): void {
    this[Symbol.dispose]();
    this.#expectation.failed(failure);
  }

  #over(): void {
    this.#waiting = false;
    this.#loop.clearTimer(this.#timer);
  }

  [Symbol.dispose](): void {
    if (!this.#waiting) return;
    this.#over();
    this.#loop.forget(this.#accepted.descriptor);
    this.#loop.calls.close(this.#accepted.descriptor);
  }
}

function endpointOf({ host, port }: ProxyEnd): Endpoint {
  return { kind: "ip", host, port };
}
