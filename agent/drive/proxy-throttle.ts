import type { LimitedRate } from "../stats/admin-action.ts";
import type { Rate } from "../stats/rate.ts";

/** What `set rate-limit` limits for the whole process: so many in a second; 0: as many as come. */
export type RateLimits = Record<LimitedRate, number>;

/** Holds clients back in the kernel's queue while more come in a second than may. */
export class Throttle {
  readonly limits: RateLimits = { connections: 0, sessions: 0, tlsSessions: 0 };
  readonly #all: Rate;
  readonly #tls: Rate;

  constructor(all: Rate, tls: Rate) {
    this.#all = all;
    this.#tls = tls;
  }

  /** Asked for every connection: nothing is limited, usually. */
  get isIdle(): boolean {
    const { connections, sessions, tlsSessions } = this.limits;
    return connections + sessions + tlsSessions === 0;
  }

  /** How long nobody may come in; 0: somebody may. Here a connection is a session: the lower limit counts. */
  waitMs(isTls: boolean, nowMs: number): number {
    const { connections, sessions, tlsSessions } = this.limits;
    const all = Math.max(patience(connections, this.#all, nowMs), patience(sessions, this.#all, nowMs));
    return isTls ? Math.max(all, patience(tlsSessions, this.#tls, nowMs)) : all;
  }
}

/** Until the last second's events have faded by one. */
function patience(limit: number, rate: Rate, nowMs: number): number {
  if (limit === 0 || rate.read(nowMs) < limit) return 0;
  return Math.max(1, Math.min(1000, Math.ceil(1000 / limit)));
}
