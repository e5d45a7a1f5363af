import type { BeatBlock } from "./beat.ts";
import { decodeFrames, encodeFrame, type Frame, type FrameKind } from "./frame.ts";
import { decodeHello, encodeHello, nonceBytes, type RouterId, sameRouter } from "./hello.ts";
import { decodeMessage, type Message, type PeerState } from "./message.ts";
import { type Mac, macBytes, proof, same, seal, sessionKey, sideOf, unseal } from "./seal.ts";

/** What all connections of an instance have in common. */
export interface WatchContext {
  readonly router: RouterId;
  /** `watchKey`. */
  readonly key: Uint8Array;
  readonly mac: Mac;
}

/** A TCP connection that is there. */
export interface Connected {
  readonly id: number;
  /** We began it. */
  readonly dialed: boolean;
  /** The addresses of its ends. */
  readonly own: string;
  readonly peer: string;
  /** 16 random bytes. */
  readonly nonce: Uint8Array;
}

/** One connection: what was said on it so far. */
export interface Link extends Connected {
  /** `greeting`: waits for the first frame; `proving`: a listener waits for the proof. */
  readonly stage: "greeting" | "proving" | "open";
  readonly session: Uint8Array;
  readonly sent: number;
  readonly received: number;
  readonly rest: Uint8Array;
  /** When this stage began. */
  readonly sinceMs: number;
  readonly heardAtMs: number;
  readonly toldAtMs: number;
  /** What the other end last said of itself. */
  readonly theirs?: PeerState;
  /** Its silence has been dealt with. */
  readonly judged: boolean;
  /** The numbers of the next heartbeats: ours, and the least that counts of the other end. */
  readonly beatsSent: number;
  readonly beatsHeard: number;
  readonly theirBeats?: BeatBlock;
  /** Whether it was told last that it is heir. */
  readonly toldHeir: boolean;
}

export interface LinkStep {
  readonly link: Link;
  readonly send: readonly Uint8Array[];
  readonly messages: readonly Message[];
  /** Not one of us, or not the same configuration: the connection is to be closed. */
  readonly trouble?: string;
}

/** A new connection; whoever began it speaks first. */
export function beginLink(connected: Connected, { router }: WatchContext, nowMs: number): LinkStep {
  const none = new Uint8Array();
  const link: Link = {
    ...connected,
    ...{ stage: "greeting", session: none, sent: 0, received: 0, rest: none, judged: false },
    ...{ beatsSent: 0, beatsHeard: 0, toldHeir: false },
    ...{ sinceMs: nowMs, heardAtMs: nowMs, toldAtMs: nowMs },
  };
  const hello = encodeFrame("hello", encodeHello(router, connected.nonce));
  return { link, send: connected.dialed ? [hello] : [], messages: [] };
}

/** Bytes arrive. Never throws. */
export function linkHears(before: Link, bytes: Uint8Array, context: WatchContext, nowMs: number): LinkStep {
  const decoded = decodeFrames(Uint8Array.of(...before.rest, ...bytes));
  if (!decoded.ok) return { link: before, send: [], messages: [], trouble: "speaks another language" };
  let link: Link = { ...before, rest: decoded.rest };
  const send: Uint8Array[] = [];
  const messages: Message[] = [];
  for (const frame of decoded.frames) {
    const step = link.stage === "open" ? hearSealed(link, frame, context) : shakeHands(link, frame, context);
    link = { ...step.link, heardAtMs: nowMs, judged: false };
    if (before.stage !== link.stage) link = { ...link, sinceMs: nowMs };
    send.push(...step.send);
    messages.push(...step.messages);
    if (step.trouble !== undefined) return { link, send, messages, trouble: step.trouble };
  }
  return { link, send, messages };
}

/** A sealed frame, and the link that has sent it. */
export function sealFrame(
  link: Link,
  kind: FrameKind,
  payload: Uint8Array,
  { mac }: WatchContext,
): { readonly link: Link; readonly bytes: Uint8Array } {
  const envelope = { from: sideOf(link, "own"), kind, count: link.sent };
  const body = seal(mac, link.session, envelope, payload);
  return { link: { ...link, sent: link.sent + 1 }, bytes: encodeFrame(kind, body) };
}

/** Mutual: the listener proves itself in its challenge, the dialer in its answer. */
function shakeHands(link: Link, frame: Frame, context: WatchContext): LinkStep {
  if (link.dialed) return frame.kind === "challenge" ? hearChallenge(link, frame.body, context) : odd(link);
  if (link.stage === "greeting")
    return frame.kind === "hello" ? hearHello(link, frame.body, context) : odd(link);
  const expected = proof(context.mac, link.session, "dialer");
  if (frame.kind !== "proof") return odd(link);
  return same(frame.body, expected) ? opened(link, []) : unlike(link);
}

function hearHello(link: Link, body: Uint8Array, { router, key, mac }: WatchContext): LinkStep {
  const hello = decodeHello(body);
  if (hello === undefined || !sameRouter(hello.router, router)) return odd(link);
  const ends = { dialer: link.peer, listener: link.own, dialerNonce: hello.nonce, listenerNonce: link.nonce };
  const session = sessionKey(mac, key, ends);
  const challenge = Uint8Array.of(...link.nonce, ...proof(mac, session, "listener"));
  const proving = { ...link, stage: "proving", session } as const;
  return { link: proving, send: [encodeFrame("challenge", challenge)], messages: [] };
}

function hearChallenge(link: Link, body: Uint8Array, { key, mac }: WatchContext): LinkStep {
  if (body.length !== nonceBytes + macBytes) return odd(link);
  const listenerNonce = body.subarray(0, nonceBytes);
  const ends = { dialer: link.own, listener: link.peer, dialerNonce: link.nonce, listenerNonce };
  const session = sessionKey(mac, key, ends);
  if (!same(body.subarray(nonceBytes), proof(mac, session, "listener"))) return unlike(link);
  return opened({ ...link, session }, [encodeFrame("proof", proof(mac, session, "dialer"))]);
}

function hearSealed(link: Link, { kind, body }: Frame, { mac }: WatchContext): LinkStep {
  const envelope = { from: sideOf(link, "peer"), kind, count: link.received };
  const payload = unseal(mac, link.session, envelope, body);
  const message = payload && decodeMessage(kind, payload);
  if (message === undefined)
    return { link, send: [], messages: [], trouble: "sent a frame with a wrong seal" };
  const next = { ...link, received: link.received + 1 };
  return {
    link: message.kind === "state" ? { ...next, theirs: message.state } : next,
    send: [],
    messages: [message],
  };
}

function opened(link: Link, send: readonly Uint8Array[]): LinkStep {
  return { link: { ...link, stage: "open" }, send, messages: [] };
}

function odd(link: Link): LinkStep {
  return { link, send: [], messages: [], trouble: "speaks another language" };
}

function unlike(link: Link): LinkStep {
  const trouble = "does not know our configuration (router id, version and password must be the same)";
  return { link, send: [], messages: [], trouble };
}
