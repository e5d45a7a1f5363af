import type { PromisedServer } from "../oracle/promise.ts";
import { binomialDeviation } from "../stats/binomial.ts";
import type { Facts } from "./facts.ts";

/** How often one server answered, and how often it should have. */
export interface Share {
  readonly server: string;
  readonly requests: number;
  readonly share: number;
  readonly expectedShare: number;
  /** By how many requests the count may differ. */
  readonly tolerance: number;
}

/** A count outside 4 standard deviations happens by chance once in 16,000 times. */
const deviations = 4;

/**
 * Good replies by server that came while the load ran, late ones too: the balancer had its turn with them all the
 * same. The time of the answer counts: while nobody owns the address connections wait, and are then accepted in
 * another order than they were begun. Servers that nobody promised are counted with the others.
 */
export function sharesOf({ tracks, promise, holds, loadMs = 0 }: Facts): readonly Share[] {
  const counts = new Map<string, number>();
  for (const { by, status, replyMs, lateMs } of tracks.http?.samples ?? []) {
    const good = status === 200 && (replyMs ?? lateMs ?? 0) >= loadMs;
    if (by !== undefined && good) counts.set(by, (counts.get(by) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const promised = new Map(promise.servers.map((server) => [nameOf(server), server.expectedShare]));
  return [...new Set([...promised.keys(), ...counts.keys()])].map((server) => {
    const requests = counts.get(server) ?? 0;
    const expectedShare = promised.get(server) ?? 0;
    const tolerance = toleranceOf(promise.algorithm, total, expectedShare, holds.length);
    return { server, requests, share: total === 0 ? 0 : requests / total, expectedShare, tolerance };
  });
}

/** With these the shares are up to who asks, and for what: any is as promised. */
const byRequest: ReadonlySet<string> = new Set(["source", "uri", "url_param", "hdr", "first", "random"]);

/**
 * Round robin is exact: within one balancer's time as owner, counts differ from the share by less than one turn; a
 * few requests more go astray where the address moves. Whatever draws lots is judged by the binomial distribution.
 * A server whose turn never comes (backup) must not answer at all.
 */
function toleranceOf(algorithm: string, total: number, share: number, stints: number): number {
  if (share === 0) return 0;
  if (byRequest.has(algorithm)) return total;
  return algorithm === "roundrobin" ? 2 * (stints + 1) : deviations * binomialDeviation(total, share);
}

/** Application servers call themselves by their node's name; the file may use another. */
function nameOf({ node, name }: PromisedServer): string {
  return node ?? name;
}
