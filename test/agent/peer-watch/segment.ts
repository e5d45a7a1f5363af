import { createHmac } from "node:crypto";
import type { WatchContext } from "../../../agent/peer-watch/link.ts";
import { pace } from "../../../agent/peer-watch/pace.ts";
import { type Mac, watchKey } from "../../../agent/peer-watch/seal.ts";
import type { Beat, Self, WatchAction, WatchEvent, WatchState } from "../../../agent/peer-watch/state.ts";
import { advanceWatch, initialWatch } from "../../../agent/peer-watch/watch.ts";

export const mac: Mac = (key, data) => createHmac("sha256", key).update(data).digest();
const router = { virtualRouterId: 51, version: 2, family: 4 } as const;

/** A network on which everything takes `delayMs`, and whoever `owners` names answers for the virtual address. */
export class Segment {
  nowMs = 0;
  delayMs = 0.2;
  readonly owners = new Set<string>();
  /** No answer of an owner is heard. */
  mute = false;
  /** A firewall lets connections through, and no datagrams. */
  blocked = false;
  /** A third party answers. */
  witness = true;
  readonly #nodes = new Map<string, Node>();
  readonly #queue: { readonly atMs: number; readonly run: () => void }[] = [];

  add(address: string, password = "secret"): Node {
    const node = new Node(this, address, { router, mac, key: watchKey(mac, router, password) });
    this.#nodes.set(address, node);
    return node;
  }

  find(address: string): Node | undefined {
    return this.#nodes.get(address);
  }

  later(run: () => void, afterMs = this.delayMs): void {
    this.#queue.push({ atMs: this.nowMs + afterMs, run });
  }

  /** Whether anything gets from one to the other: a cable may be cut. */
  reaches(one: Node, other: Node): boolean {
    return !one.cut && !other.cut;
  }

  run(forMs: number): void {
    const untilMs = this.nowMs + forMs;
    for (;;) {
      const next = this.#queue.toSorted((a, b) => a.atMs - b.atMs)[0];
      const wakes = [...this.#nodes.values()].map((node) => node.wakeAtMs);
      const atMs = Math.min(next?.atMs ?? Number.POSITIVE_INFINITY, ...wakes);
      if (atMs > untilMs) break;
      this.nowMs = Math.max(this.nowMs, atMs);
      if (next !== undefined && next.atMs === atMs) {
        this.#queue.splice(this.#queue.indexOf(next), 1);
        next.run();
      } else for (const node of this.#nodes.values()) if (node.wakeAtMs <= atMs) node.wake();
    }
    this.nowMs = untilMs;
  }
}

type Sent =
  | { readonly kind: "data"; readonly bytes: Uint8Array }
  | { readonly kind: "beats"; readonly beats: readonly Beat[] };

interface Wire {
  readonly to: Node;
  readonly id: number;
}

/** One daemon: the watch, and as much of VRRP as the tests need. */
export class Node {
  readonly address: string;
  /** `1234.5 closed`: what the VRRP machine was told, and when. */
  readonly told: string[] = [];
  readonly logged: string[] = [];
  readonly sent: { readonly id: number; readonly bytes: Uint8Array }[] = [];
  dials = 0;
  beats = 0;
  cut = false;
  /** SIGSTOP: nothing is done, what arrives waits. */
  frozen = false;
  dead = false;
  readonly #segment: Segment;
  readonly #context: WatchContext;
  readonly #wires = new Map<number, Wire>();
  readonly #waiting: WatchEvent[] = [];
  readonly #beats = new Map<number, Uint8Array[]>();
  #beatAtMs = 0;
  #state: WatchState = initialWatch();
  #self: Self;
  #accepted = 0;

  constructor(segment: Segment, address: string, context: WatchContext) {
    this.#segment = segment;
    this.address = address;
    this.#context = context;
    this.#self = { role: "other", priority: 100, address };
  }

  get wakeAtMs(): number {
    const beats = this.isMaster && this.#beats.size > 0 ? this.#beatAtMs : Number.POSITIVE_INFINITY;
    return this.frozen || this.dead ? Number.POSITIVE_INFINITY : Math.min(this.#dueMs, beats);
  }

  get #dueMs(): number {
    return Math.min(this.#state.wakeAtMs, this.#state.awaited?.untilMs ?? Number.POSITIVE_INFINITY);
  }

  wake(): void {
    const { nowMs, blocked } = this.#segment;
    if (nowMs >= this.#beatAtMs) {
      this.#beatAtMs = nowMs + pace.beatMs;
      for (const [id, beats] of this.#beats) {
        const bytes = beats.shift();
        if (bytes !== undefined) this.beats += 1;
        if (bytes !== undefined && !blocked)
          this.#send(id, () => ({ kind: "beats", beats: [{ bytes, atMs: this.#segment.nowMs }] }));
      }
    }
    if (nowMs >= this.#dueMs) this.tell({ kind: "timer" });
  }

  get state(): WatchState {
    return this.#state;
  }

  get isMaster(): boolean {
    return this.#self.role === "master";
  }

  /** The VRRP machine is in another state. */
  become(self: Partial<Self>): void {
    this.#self = { ...this.#self, ...self };
    if (this.#self.role === "master") this.#segment.owners.add(this.address);
    this.tell({ kind: "self", self: this.#self });
  }

  /** It hears its master. */
  hears(masterAddress: string): void {
    this.become({ role: "backup", masterAddress, heardAtMs: this.#segment.nowMs });
  }

  /** It ends its reign: the addresses are to go, and the machine is another. */
  leaves(role: "backup" | "other"): void {
    this.tell({ kind: "letting-go", linkUp: !this.cut });
    this.become({ role });
  }

  /** `noticed`: it sees by the clock that it slept. */
  thaw(noticed = false): void {
    this.frozen = false;
    if (noticed) this.tell({ kind: "slept" });
    // Node looks at its timers before it reads.
    this.tell({ kind: "timer" });
    for (const event of this.#waiting.splice(0)) this.tell(event);
  }

  /** The kernel closes for it; `release`: and the addresses go with it. */
  die(release: boolean): void {
    this.dead = true;
    if (release) this.#segment.owners.delete(this.address);
    for (const id of this.#wires.keys()) this.#hangUp(id);
  }

  /** A reset by somebody else: both ends believe it. */
  reset(): void {
    for (const [id, { to, id: other }] of [...this.#wires]) {
      this.#wires.delete(id);
      to.#wires.delete(other);
      this.tell({ kind: "closed", id });
      to.tell({ kind: "closed", id: other });
    }
  }

  get connections(): number {
    return this.#wires.size;
  }

  tell(event: WatchEvent): void {
    if (this.dead) return;
    if (this.frozen) {
      if (event.kind !== "timer") this.#waiting.push(event);
      return;
    }
    const { state, actions } = advanceWatch(this.#state, event, this.#context, this.#segment.nowMs);
    this.#state = state;
    for (const action of actions) this.#perform(action);
  }

  #perform(action: WatchAction): void {
    switch (action.kind) {
      case "dial":
        this.#dial(action.id, action.address);
        break;
      case "send":
        this.sent.push(action);
        this.#send(action.id, () => ({ kind: "data", bytes: action.bytes }));
        break;
      case "beats":
        this.#beats.set(action.id, [...action.beats]);
        break;
      case "close":
        this.#hangUp(action.id);
        break;
      case "ask":
        this.#ask(action.witnesses);
        break;
      case "ask-no-more":
        break;
      case "master-gone":
        this.told.push(`${this.#segment.nowMs.toFixed(1)} ${action.how}`);
        if (this.#self.role === "backup" && this.#self.masterAddress === action.address)
          this.#self = { ...this.#self, role: "master" };
        this.become({});
        break;
      case "let-go":
        this.#segment.owners.delete(this.address);
        break;
      case "log":
        this.logged.push(action.message);
        break;
    }
  }

  #dial(id: number, address: string): void {
    this.dials += 1;
    const to = this.#segment.find(address);
    this.#segment.later(() => {
      if (to === undefined || to.dead || !this.#segment.reaches(this, to))
        return this.tell({ kind: "closed", id });
      to.#accepted += 1;
      const other = to.#accepted;
      this.#wires.set(id, { to, id: other });
      to.#wires.set(other, { to: this, id });
      to.tell({
        kind: "connected",
        id: other,
        dialed: false,
        own: address,
        peer: this.address,
        nonce: nonce(),
      });
      this.tell({ kind: "connected", id, dialed: true, own: this.address, peer: address, nonce: nonce() });
    });
  }

  #send(id: number, event: () => Sent): void {
    const wire = this.#wires.get(id);
    if (wire === undefined || !this.#segment.reaches(this, wire.to)) return;
    this.#segment.later(() => wire.to.tell({ ...event(), id: wire.id }));
  }

  #hangUp(id: number): void {
    const wire = this.#wires.get(id);
    this.#wires.delete(id);
    if (wire === undefined || !this.#segment.reaches(this, wire.to)) return;
    this.#segment.later(() => {
      if (wire.to.#wires.delete(wire.id)) wire.to.tell({ kind: "closed", id: wire.id });
    });
  }

  #ask(witnesses: boolean): void {
    const segment = this.#segment;
    if (this.cut) return;
    const owners = [...segment.owners].filter((address) => address !== this.address);
    const answers = !segment.mute && owners.some((address) => segment.find(address)?.cut === false);
    segment.later(() => {
      if (answers) this.tell({ kind: "answered", who: "owner" });
      if (witnesses && segment.witness) this.tell({ kind: "answered", who: "witness" });
    });
  }
}

let count = 0;
/** Another one each time. */
function nonce(): Uint8Array {
  count += 1;
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, count);
  return bytes;
}
