import type { Counts } from "./counters.ts";
import type { DaemonView } from "./view.ts";

/** The packet errors that the original tells apart. */
export interface PacketErrors {
  readonly length: number;
  readonly ttl: number;
  readonly invalidType: number;
  readonly interval: number;
  readonly addressList: number;
  readonly authenticationType: number;
  readonly authenticationMismatch: number;
  readonly authenticationFailure: number;
}

/** Ours are more; those that the original does not know stand with the nearest, or (another router) nowhere. */
export function packetErrors({ dropped, disagreements }: Counts): PacketErrors {
  const sum = (...reasons: readonly (keyof typeof dropped)[]) =>
    reasons.reduce((total, reason) => total + (dropped[reason] ?? 0), 0);
  return {
    length: sum("short", "length", "count"),
    ttl: sum("ttl"),
    invalidType: sum("type"),
    interval: sum("other-interval", "interval"),
    addressList: disagreements,
    authenticationType: 0,
    authenticationMismatch: 0,
    authenticationFailure: sum("authentication"),
  };
}

/** `/tmp/keepalived.stats`, in the original's layout. */
export function statsText({ instances }: DaemonView): string {
  return instances.map(({ instance, counts }) => instanceText(instance.name, counts)).join("");
}

function instanceText(name: string, counts: Counts): string {
  const errors = packetErrors(counts);
  return `VRRP Instance: ${name}
  Advertisements:
    Received: ${counts.received}
    Sent: ${counts.sent}
  Became master: ${counts.becameMaster}
  Released master: ${counts.releasedMaster}
  Packet Errors:
    Length: ${errors.length}
    TTL: ${errors.ttl}
    Invalid Type: ${errors.invalidType}
    Advertisement Interval: ${errors.interval}
    Address List: ${errors.addressList}
  Authentication Errors:
    Invalid Type: ${errors.authenticationType}
    Type Mismatch: ${errors.authenticationMismatch}
    Failure: ${errors.authenticationFailure}
  Priority Zero:
    Received: ${counts.priorityZeroReceived}
    Sent: ${counts.priorityZeroSent}
`;
}
