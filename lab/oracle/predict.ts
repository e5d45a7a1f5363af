import { ipv4Number } from "../../agent/base/ip.ts";
import * as timer from "../../agent/vrrp/timer.ts";
import { type EarlyTakeover, earlyTakeover, type Sign } from "./early.ts";
import type { Promised, PromisedBalancer } from "./promise.ts";

/** What the protocol promises for an outage, and how the number comes about. Milliseconds. */
export interface Prediction {
  /** Without any allowance. */
  readonly outageMs: number;
  readonly rangeMs: readonly [min: number, max: number];
  readonly successor: string;
  /** The successor's. */
  readonly priority: number;
  readonly advertMs: number;
  readonly skewMs: number;
  /** Null: no advert was captured, so it may have been anything from 0 to the interval. */
  readonly sinceAdvertMs: number | null;
  /** Where both daemons watch each other, they may be faster than all this. */
  readonly early?: EarlyTakeover;
}

export interface Silence {
  /** Who fell silent. */
  readonly owner: string;
  /** From its last advert to its last sign of life. */
  readonly sinceAdvertMs: number | null;
  readonly resolutionMs: number;
  /** Replaces the default `schedulingMs`. */
  readonly allowanceMs?: number;
  /** The address still answers for so long at most: a kernel's lease ends then. */
  readonly leaseMs?: number;
  /** How a watch connection shows it; absent: not at all. */
  readonly sign?: Sign | undefined;
}

/**
 * A timer, a wake-up, a netlink request, a gratuitous ARP and the client's own neighbour table lie between the
 * protocol's moment and the first reply. Together they take below 10 ms on an idle machine; on a shared one with two
 * processors a process may have to wait for several time slices. A wrong timer is wrong by more: the smallest step
 * that a configuration can differ by is a priority of 25, or any change of the interval.
 */
const schedulingMs = 100;
/** Two machines' packet stamps of one advert: the client sees it a moment before or after the backup does. */
const stampMs = 1;

/** The skew of a balancer behind a master of its own interval. */
export function skewMs({ priority, ...own }: PromisedBalancer): number {
  return timer.skewMs(priority, paceOf(own));
}

/** How long it waits for such a master when that falls silent. */
export function masterDownMs({ priority, ...own }: PromisedBalancer): number {
  return timer.masterDownMs(priority, paceOf(own));
}

function paceOf({ version = 2, advertMs }: Pick<PromisedBalancer, "version" | "advertMs">): timer.Pace {
  return { version, advertMs };
}

/** Who owns the virtual IP while all are well; the higher address wins among equals (RFC 3768 §6.4.3). */
export function rightfulOwner(balancers: readonly PromisedBalancer[]): PromisedBalancer | undefined {
  return balancers.toSorted(byRank)[0];
}

function byRank(a: PromisedBalancer, b: PromisedBalancer): number {
  return b.priority - a.priority || ipv4Number(b.address) - ipv4Number(a.address);
}

export function successorOf({ balancers }: Promised, owner: string): PromisedBalancer | undefined {
  return rightfulOwner(balancers.filter(({ node }) => node !== owner));
}

/** The owner falls silent without a word (killed, frozen, cut off): the successor waits for its timer to run out. */
export function predictTakeover(promise: Promised, silence: Silence): Prediction | undefined {
  const successor = successorOf(promise, silence.owner);
  if (successor === undefined) return undefined;
  const { resolutionMs, sinceAdvertMs, allowanceMs = schedulingMs, leaseMs = 0 } = silence;
  const { advertMs } = masterOf(promise, silence, successor);
  const waiting = { ...successor, advertMs };
  const downMs = masterDownMs(waiting);
  const owner = promise.balancers.find(({ node }) => node === silence.owner);
  const early = earlyTakeover(owner, successor, silence.sign, resolutionMs + allowanceMs);
  const [earliest, latest] = sinceAdvertMs === null ? [advertMs, 0] : [sinceAdvertMs, sinceAdvertMs];
  return {
    outageMs: downMs - (earliest + latest) / 2,
    rangeMs: [
      Math.max(0, downMs - earliest - leaseMs - resolutionMs - stampMs),
      downMs - latest + resolutionMs + allowanceMs,
    ],
    successor: successor.node,
    priority: successor.priority,
    advertMs,
    skewMs: skewMs(waiting),
    sinceAdvertMs,
    ...(early === undefined ? {} : { early }),
  };
}

/** Version 3 waits by the interval that the master told; in version 2 all have the same. */
function masterOf(
  { balancers }: Promised,
  { owner }: Silence,
  successor: PromisedBalancer,
): PromisedBalancer {
  const master = balancers.find(({ node }) => node === owner);
  return successor.version === 3 ? (master ?? successor) : successor;
}

/** Starting a node and its daemons, before the protocol has its say. */
const bootMs = 3000;

/**
 * The rightful owner is back: how long until it has the virtual IP again, counted from its restart. It must learn
 * that it outranks the present owner (its scripts have to succeed first), then its timer has to run out, one advert
 * interval later at worst. Undefined when the configuration says that it does not take it back.
 */
export function failbackWithinMs(promise: Promised, present: string): number | undefined {
  const rightful = rightfulOwner(promise.balancers);
  if (rightful === undefined || rightful.node === present || !rightful.preempts) return undefined;
  return bootMs + rightful.settleMs + masterDownMs(rightful) + rightful.advertMs;
}

/** A live owner hands over: it goes on until it hears the better one, so only the neighbour tables have to follow. */
export function handoverRangeMs(resolutionMs: number): readonly [min: number, max: number] {
  return [0, resolutionMs + schedulingMs];
}
