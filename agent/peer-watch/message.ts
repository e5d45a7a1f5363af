import type { FrameKind } from "./frame.ts";

/** What an instance is doing, as far as the other end must know. */
export type WatchRole = "master" | "backup" | "other";

/** What each side tells of itself, and the owner again with every heartbeat. */
export interface PeerState {
  readonly role: WatchRole;
  readonly priority: number;
  /** Said by the owner: whoever hears it is the one to take over. Never more than one hears it. */
  readonly heir: boolean;
  /** Said by whoever took over early: for so long nobody is to do that again. Whole seconds on the wire. */
  readonly dampedMs: number;
}

/** Sealed frames, decoded. */
export type Message =
  | { readonly kind: "state"; readonly state: PeerState }
  /** `yield`: I let go of the addresses, take them if you can. `bye`: my end of the connection means nothing. */
  | { readonly kind: "yield" | "taken" | "declined" | "bye" };

const roles = ["other", "backup", "master"] as const;

/**
 * The payload of a `state`; the other kinds have none:
 * ```
 * 0 role: 0 other, 1 backup, 2 master   1 priority   2 heir: 0 or 1   3 seconds
 * ```
 */
export function encodeState({ role, priority, heir, dampedMs }: PeerState): Uint8Array {
  return Uint8Array.of(
    roles.indexOf(role),
    priority,
    heir ? 1 : 0,
    Math.min(255, Math.ceil(dampedMs / 1000)),
  );
}

/** Undefined: it is none. */
export function decodeMessage(kind: FrameKind, payload: Uint8Array): Message | undefined {
  if (kind === "hello" || kind === "challenge" || kind === "proof") return undefined;
  if (kind !== "state") return payload.length === 0 ? { kind } : undefined;
  const [number = 255, priority = 0, heir, seconds = 0] = payload;
  const role = roles[number];
  if (role === undefined || payload.length !== 4) return undefined;
  return { kind, state: { role, priority, heir: heir === 1, dampedMs: seconds * 1000 } };
}
