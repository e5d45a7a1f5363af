import type { EventOf } from "../history/event.ts";
import type { Sign } from "../oracle/early.ts";
import { handoverRangeMs, type Prediction, predictTakeover } from "../oracle/predict.ts";
import type { Outage } from "../stats/outage.ts";
import type { Known, MeasuredFault } from "./trial.ts";

type FaultEvent = EventOf<"fault">;

/** Faults after which a node says nothing more, and what a watch connection shows of each. */
const silentFaults: ReadonlyMap<string, Sign> = new Map([
  ["kill", "closed"],
  ["freeze", "silent"],
  ["pause", "silent"],
  ["link-down", "silent"],
]);

/** How long it should take, and by which of the ways it went. */
export function predict(
  { fault, action, node, process }: FaultEvent,
  oldOwner: string | null,
  sinceAdvertMs: number | null,
  outage: Outage | undefined,
  { promise, tracks }: Known,
): Pick<MeasuredFault, "prediction" | "decidedBy" | "predictedMs"> {
  const resolutionMs = outage?.resolutionMs ?? tracks.vip?.intervalMs ?? 0;
  const silent = action === "inject" && node === oldOwner;
  const owner = promise.balancers.find((balancer) => balancer.node === node);
  const hangs = process === "keepalived";
  // The kernel below a keepalived that hangs keeps the address and answers: users notice a hand-over at most.
  const answering = !silent || (hangs && !owner?.leases);
  const sign = silentFaults.get(fault);
  if (!answering && sign !== undefined) {
    const lease = hangs ? { leaseMs: longestLeaseMs } : {};
    const prediction = predictTakeover(promise, { owner: node, sinceAdvertMs, resolutionMs, sign, ...lease });
    return { prediction, ...decided(prediction, outage) };
  }
  return {
    prediction: undefined,
    decidedBy: null,
    predictedMs: owner !== undefined && answering ? handoverRangeMs(resolutionMs) : null,
  };
}

/** 320 ms from its last renewal (docs/failover.md), and what a busy machine adds. */
const longestLeaseMs = 370;

/** Both ways are legitimate, and told apart; an outage between the two is too early for the protocol. */
function decided(
  prediction: Prediction | undefined,
  outage: Outage | undefined,
): Pick<MeasuredFault, "decidedBy" | "predictedMs"> {
  if (prediction === undefined) return { decidedBy: null, predictedMs: null };
  const { early, rangeMs } = prediction;
  const isEarly = early !== undefined && outage?.outageMs != null && outage.outageMs <= early.rangeMs[1];
  return isEarly
    ? { decidedBy: "watch", predictedMs: early.rangeMs }
    : { decidedBy: "protocol", predictedMs: rangeMs };
}
