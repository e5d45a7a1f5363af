import type { SessionRecord } from "../proxy/record.ts";
import type { Counters } from "./counters.ts";

/** Who a session, or a request of it, is counted for. */
export interface Accounts {
  readonly process: Counters;
  readonly front: Counters;
  /** The other half of a `listen`: what no backend was chosen for passes through it as well. */
  readonly own: Counters | undefined;
  readonly backend: Counters | undefined;
  readonly server: Counters | undefined;
}

/** Books what has come to its end. */
export function account(record: SessionRecord, accounts: Accounts, nowMs: number): void {
  const { process, front, own, backend, server } = accounts;
  process.finish(record);
  front.finish(record);
  backend?.finish(record);
  server?.finish(record);
  backend?.time(record);
  server?.time(record);
  if (own && own !== backend) {
    own.bytesIn += record.bytesIn;
    own.bytesOut += record.bytes;
  }
  if (record.kind === "tcp") return;
  if (record.empty) {
    front.badRequests++;
    return;
  }
  process.requests++;
  process.requestRate.add(nowMs);
  front.requests++;
  front.requestRate.add(nowMs);
  const { termination } = record;
  if (termination === "--") return;
  if (termination === "LR") front.intercepted++;
  else if (termination === "PR" && record.requestLine !== undefined) (backend ?? front).deniedRequests++;
  else if (termination.endsWith("R")) front.badRequests++;
}
