import type { DropReason } from "../../../vrrp/accept.ts";
import type { VrrpState } from "../../../vrrp/state.ts";
import type { Stepped } from "../companion/companion.ts";

/** What one instance has sent, heard and become. */
export interface Counts {
  /** Adverts that counted. */
  readonly received: number;
  readonly sent: number;
  readonly becameMaster: number;
  readonly releasedMaster: number;
  readonly priorityZeroReceived: number;
  readonly priorityZeroSent: number;
  /** Adverts whose list of virtual addresses is another one. */
  readonly disagreements: number;
  /** Packets that were dropped, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

const none: Counts = {
  ...{ received: 0, sent: 0, becameMaster: 0, releasedMaster: 0 },
  ...{ priorityZeroReceived: 0, priorityZeroSent: 0, disagreements: 0 },
  dropped: {},
};

/** Counts along with one instance; Unix times in milliseconds. */
export class Counters {
  readonly #now: () => number;
  #counts: Counts = none;
  #sinceMs: number;
  #masterPriority = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#sinceMs = now();
  }

  get counts(): Counts {
    return this.#counts;
  }

  /** When the instance last changed its state. */
  get sinceMs(): number {
    return this.#sinceMs;
  }

  /** What the master said last; 0 before it has said anything. */
  get masterPriority(): number {
    return this.#masterPriority;
  }

  clear(): void {
    this.#counts = none;
  }

  stepped(step: Stepped): void {
    const { before, event, after } = step;
    const [was, is] = [before.role.kind, after.role.kind];
    if (was !== is) this.#sinceMs = this.#now();
    const heard = event.kind === "packet" && (was === "backup" || was === "master");
    const counts = heard && after.dropped === before.dropped;
    // The third byte of an advert of either version.
    const priority = event.kind === "packet" ? (event.payload[2] ?? 0) : 0;
    if (counts) this.#masterPriority = is === "backup" ? priority : 0;
    this.#counts = added(this.#counts, step, counts ? priority : undefined);
  }
}

/** `heard`: the priority of an advert that counted. */
function added(counts: Counts, { before, after, actions }: Stepped, heard: number | undefined): Counts {
  const sent = actions.flatMap((action) => (action.kind === "send-advert" ? [action.priority] : []));
  const [was, is] = [before.role.kind === "master", after.role.kind === "master"];
  return {
    received: counts.received + Number(heard !== undefined),
    sent: counts.sent + sent.length,
    becameMaster: counts.becameMaster + Number(!was && is),
    releasedMaster: counts.releasedMaster + Number(was && !is),
    priorityZeroReceived: counts.priorityZeroReceived + Number(heard === 0),
    priorityZeroSent: counts.priorityZeroSent + sent.filter((priority) => priority === 0).length,
    disagreements: counts.disagreements + after.disagreements - before.disagreements,
    dropped: after.dropped === before.dropped ? counts.dropped : moreDropped(counts.dropped, before, after),
  };
}

function moreDropped(dropped: Counts["dropped"], before: VrrpState, after: VrrpState): Counts["dropped"] {
  const reasons = Object.keys(after.dropped) as DropReason[];
  const sums = reasons.map((reason) => {
    const newly = (after.dropped[reason] ?? 0) - (before.dropped[reason] ?? 0);
    return [reason, (dropped[reason] ?? 0) + newly] as const;
  });
  return Object.fromEntries(sums.filter(([, sum]) => sum > 0));
}
