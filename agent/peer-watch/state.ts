import type { Inquiry } from "./inquiry.ts";
import type { Connected, Link, WatchContext } from "./link.ts";
import type { WatchRole } from "./message.ts";

/** What the VRRP machine of the instance is doing. */
export interface Self {
  readonly role: WatchRole;
  readonly priority: number;
  /** The address that our connections come from. */
  readonly address?: string | undefined;
  /** A backup's: whom the last advert that counted came from, and when. */
  readonly masterAddress?: string | undefined;
  readonly heardAtMs?: number | undefined;
}

/** Everything that is remembered. Times are the monotonic clock's; `wakeAtMs` is when a `timer` is wanted. */
export interface WatchState {
  readonly self: Self;
  readonly links: readonly Link[];
  readonly wakeAtMs: number;
  /** When it is wanted to the millisecond; else the next round of the daemon is soon enough. */
  readonly exactAtMs: number;
  /** The link that is silent from this moment on, unless a heartbeat arrives until then. */
  readonly awaited?: { readonly id: number; readonly untilMs: number } | undefined;
  /** A connection that is being made. */
  readonly dialing?: Dialing | undefined;
  /** The last one that failed or ended. */
  readonly retry?: Retry | undefined;
  /** Whether anybody still answers for the addresses. */
  readonly inquiry?: Inquiry | undefined;
  /** The link whose other end was seen to answer for the addresses: from no other one anything is taken early. */
  readonly seen?: Seen | undefined;
  /** When that was last looked for. */
  readonly lookedAtMs: number;
  /** When it was noticed last that we had been asleep; minus infinity: never. */
  readonly wokeAtMs: number;
  /** Our own last early change; minus infinity: never. */
  readonly earlyAtMs: number;
  /** The end of the rest that another one has asked for after its own. */
  readonly dampedUntilMs: number;
  /** When the owner is to make heartbeats again. */
  readonly beatAtMs: number;
  /** The addresses stay until this link has answered. */
  readonly handOver?: { readonly id: number; readonly untilMs: number } | undefined;
  /** The link that has let go and waits to hear whether we have taken. */
  readonly owes?: number | undefined;
  /** Of the connections that we make: −1, −2, … Those that are accepted have ids above 0. */
  readonly lastId: number;
}

/** An owner whose answers are heard, and how long they take: the shortest time of several. */
export interface Seen {
  readonly link: number;
  readonly answers: number;
  readonly roundTripMs: number;
}

export interface Dialing {
  readonly id: number;
  readonly address: string;
  readonly sinceMs: number;
}

export interface Retry {
  readonly address: string;
  readonly failures: number;
  readonly atMs: number;
}

/** A datagram that may be a heartbeat, and when it arrived. */
export interface Beat {
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

export type WatchEvent =
  /** After every event of the VRRP machine that matters, and after every `master-gone` in any case. */
  | { readonly kind: "self"; readonly self: Self }
  | ({ readonly kind: "connected" } & Connected)
  | { readonly kind: "data"; readonly id: number; readonly bytes: Uint8Array }
  /** Datagrams beside a connection, the latest of those that have arrived. */
  | { readonly kind: "beats"; readonly id: number; readonly beats: readonly Beat[] }
  /** By a FIN, a reset, a refusal, a network that is not there. */
  | { readonly kind: "closed"; readonly id: number }
  /** Somebody answers for one of the virtual addresses, or one of the witnesses does. */
  | { readonly kind: "answered"; readonly who: "owner" | "witness" }
  /** The machine wants the addresses removed. The answer is an action `let-go`, now or a little later. */
  | { readonly kind: "letting-go"; readonly linkUp: boolean }
  /** This process was asleep: what it hears now may be long past. */
  | { readonly kind: "slept" }
  | { readonly kind: "timer" }
  /** No more connections: the end, or the keyword was taken away. */
  | { readonly kind: "stop" };

export type WatchAction =
  | { readonly kind: "dial"; readonly id: number; readonly address: string }
  | { readonly kind: "send"; readonly id: number; readonly bytes: Uint8Array }
  /** One a round, as datagrams beside the connection, while this is the owner. Earlier ones are forgotten. */
  | { readonly kind: "beats"; readonly id: number; readonly beats: readonly Uint8Array[] }
  /** After what was sent has gone out. */
  | { readonly kind: "close"; readonly id: number }
  /** Ask once who has the addresses: RFC 5227 probes; `witnesses`: and others of the segment whether they are there. */
  | { readonly kind: "ask"; readonly witnesses: boolean }
  /** No more questions for now. */
  | { readonly kind: "ask-no-more" }
  /** An event for the VRRP machine. */
  | {
      readonly kind: "master-gone";
      readonly address: string;
      readonly how: "closed" | "silent" | "handed-over" | "outranked";
    }
  | { readonly kind: "let-go" }
  | { readonly kind: "log"; readonly level: "info" | "detail"; readonly message: string };

export interface WatchStep {
  readonly state: WatchState;
  readonly actions: readonly WatchAction[];
}

/** One call of the machine. */
export interface Turn {
  readonly context: WatchContext;
  readonly nowMs: number;
  readonly out: WatchAction[];
}

export function log(turn: Turn, message: string, level: "info" | "detail" = "info"): void {
  turn.out.push({ kind: "log", level, message });
}
