import { compareAddresses } from "../base/family.ts";

/** What decides between two routers. */
export interface Candidate {
  readonly priority: number;
  /** The primary address, from which the adverts come. */
  readonly address: string;
}

/** Who sent an advert that counts, and what it says of itself. */
export interface Rival extends Candidate {
  readonly advertMs: number;
  /** Its list of virtual addresses is another one. */
  readonly disagrees: boolean;
}

/** Whether `rival` goes before `own`: the higher priority, then the higher address (RFC 3768 §6.4.3). */
export function outranks(rival: Candidate, own: Candidate): boolean {
  if (rival.priority !== own.priority) return rival.priority > own.priority;
  return compareAddresses(rival.address, own.address) > 0;
}
