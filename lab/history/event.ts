import type { Promised } from "../oracle/promise.ts";

/**
 * One line of a history (JSONL). `atMs` is CLOCK_MONOTONIC in milliseconds with a fraction: every node of a
 * lab shares it (the time zero is the machine's boot). Everything that is said of a run is derived from these.
 */
export type HistoryEvent = { readonly atMs: number; readonly node: string } & (
  | RunEvent
  | PhaseEvent
  | NodeEvent
  | FaultEvent
  | DaemonEvent
  | VersionEvent
  | AdvertEvent
  | ArpEvent
  | AddressEvent
  | LogEvent
  | CaptureEvent
  | ProbingEvent
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
  readonly promise: Promised;
  /** What the scenario expects; judged from the events alone. */
  readonly expectations: readonly Expectation[];
  /** The six steps of the course's exercise are judged too. */
  readonly exercise: boolean;
}

/** A row of the table in `lab/check/index.ts`, with that check's options as the scenario gives them. */
export interface Expectation {
  readonly check: string;
  readonly options: Readonly<Record<string, unknown>>;
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
  /** The program that a `freeze` stopped. */
  readonly process?: string;
}

/** Whether a balancer's daemon lived when measuring began; told where the lab had stood before. */
export interface DaemonEvent {
  readonly kind: "daemon";
  readonly daemon: "haproxy" | "keepalived";
  readonly state: "running" | "stopped";
}

/** What a program of a balancer calls itself: the first line that it answers to `-v`. */
export interface VersionEvent {
  readonly kind: "version";
  readonly program: "haproxy" | "keepalived";
  readonly version: string;
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
 * The capture on the client's interface began or ended: without it, an absent packet proves nothing.
 * `clock`: packets are stamped by the kernel on arrival, or by us on reading.
 */
export interface CaptureEvent {
  readonly kind: "capture";
  readonly action: "start" | "stop";
  readonly clock: "kernel" | "reading";
}

/** What is asked: the virtual IP by ICMP echo, the service by HTTP, or the segment by ARP who has the virtual IP. */
export const probeNames = ["vip", "http", "owner"] as const;
export type ProbeName = (typeof probeNames)[number];

/** A probe began or ended its work; what it asks how often, and after how long an answer no longer counts. */
export interface ProbingEvent {
  readonly kind: "probing";
  readonly probe: ProbeName;
  readonly action: "start" | "stop";
  readonly intervalMs: number;
  readonly deadlineMs: number;
}

/**
 * One probe of the client. `atMs` is when it was sent; `dueMs` when it should have been: a probe late by many
 * intervals was starved. `replyMs` is null when no good reply came before the deadline.
 */
export interface ProbeEvent {
  readonly kind: "probe";
  readonly probe: ProbeName;
  readonly dueMs: number;
  readonly replyMs: number | null;
  /** When a good reply came after the deadline after all. */
  readonly lateMs?: number;
  /** http: the application server that answered; vip and owner: the node whose MAC answered. */
  readonly by?: string;
  readonly status?: number;
  readonly error?: string;
  /** vip and owner: a second node that answered the same probe. */
  readonly alsoBy?: string;
}

/** An application server tells that it answered a health check (`/health`); `remote` is the asker's IP address. */
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
