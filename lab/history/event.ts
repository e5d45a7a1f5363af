/**
 * One line of a history (JSONL). `atMs` is CLOCK_MONOTONIC in milliseconds with a fraction: every node of a
 * lab shares it (the time zero is the machine's boot). Everything that is said of a run is derived from these.
 */
export type HistoryEvent = { readonly atMs: number; readonly node: string } & (
  | RunEvent
  | PhaseEvent
  | NodeEvent
  | FaultEvent
  | AdvertEvent
  | ArpEvent
  | AddressEvent
  | LogEvent
  | ProbeEvent
  | ServedEvent
  | NoteEvent
);

/** The first line: what was run and where. */
export interface RunEvent {
  readonly kind: "run";
  readonly version: string;
  readonly scenario: string;
  readonly topology: string;
  readonly runtime: string;
  readonly stack: string;
  readonly seed: number;
  readonly startedAt: string;
  readonly host: { readonly kernel: string; readonly cpus: number; readonly node: string };
  readonly labId: string;
  /** What the configured files promise; the input of the oracle. */
  readonly promise: import("../oracle/promise.ts").Promised;
}

/** plan, create, start, load, fault, report: a harness may be killed in each, and nothing stays. */
export const phases = ["plan", "create", "start", "load", "fault", "report"] as const;
export type Phase = (typeof phases)[number];
export interface PhaseEvent {
  readonly kind: "phase";
  readonly phase: Phase;
}

/** The lab started or ended a node (not: what became of it by itself). */
export interface NodeEvent {
  readonly kind: "node";
  readonly state: "started" | "killed" | "exited";
}

/** `atMs` is when the injection (or healing) began, `doneMs` when it was certainly done. `node` is the target. */
export interface FaultEvent {
  readonly kind: "fault";
  readonly fault: string;
  readonly action: "inject" | "heal";
  readonly trial: number;
  readonly doneMs: number;
  /** The wanted time since the owner's last advert, as a share of the advert interval: 0 ≤ phase < 1. */
  readonly phase?: number;
}

/** A VRRP packet, captured on the client's interface. `node` is who sent it (by source MAC), else the IP. */
export interface AdvertEvent {
  readonly kind: "advert";
  readonly source: string;
  readonly version: number;
  readonly virtualRouterId: number;
  readonly priority: number;
  readonly advertMs: number;
  readonly addresses: readonly string[];
}

/** An ARP packet, captured on the client's interface. */
export interface ArpEvent {
  readonly kind: "arp";
  readonly operation: "request" | "reply";
  readonly gratuitous: boolean;
  readonly senderMac: string;
  readonly senderIp: string;
  readonly targetIp: string;
}

/** An address came to or went from an interface of `node`. */
export interface AddressEvent {
  readonly kind: "address";
  readonly action: "add" | "remove";
  /** With prefix length: `192.168.1.100/24`. */
  readonly address: string;
  readonly device: string;
}

/** A line that the node's main process or a daemon printed. */
export interface LogEvent {
  readonly kind: "log";
  readonly line: string;
}

/**
 * One probe of the client. `atMs` is when it was sent; `dueMs` when it should have been: a probe late by many
 * intervals was starved. `replyMs` is null when no good reply came before the deadline.
 */
export interface ProbeEvent {
  readonly kind: "probe";
  readonly probe: "vip" | "http";
  readonly dueMs: number;
  readonly replyMs: number | null;
  /** http: the application server that answered; vip: the node whose MAC answered. */
  readonly by?: string;
  readonly status?: number;
  readonly error?: string;
  /** vip: more than one node answered this probe. */
  readonly alsoBy?: string;
}

/** An application server tells that it answered a health check (`/health`). */
export interface ServedEvent {
  readonly kind: "health";
  readonly status: number;
  readonly remote: string;
}

/** Something the harness noticed that a reader of the history must know. */
export interface NoteEvent {
  readonly kind: "note";
  readonly code: string;
  readonly detail: string;
}

export type EventOf<Kind extends HistoryEvent["kind"]> = Extract<HistoryEvent, { readonly kind: Kind }>;
