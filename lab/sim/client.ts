import type { ProbeName } from "../history/event.ts";
import { Pending } from "../probe/pending.ts";
import { roundMs } from "../probe/round.ts";
import { capturedAdvert, capturedArp } from "./capture.ts";
import type { SimInterface } from "./interface.ts";
import { NeighbourTable } from "./neighbour.ts";
import { graceMs, type PageAsker, requestPage } from "./page-request.ts";
import type { Frame } from "./segment.ts";

export interface ClientOptions extends PageAsker {
  readonly at: SimInterface;
  readonly vipRate: number;
  readonly ownerRate: number;
  readonly httpRate: number;
}

interface Asking {
  readonly probe: ProbeName;
  readonly intervalMs: number;
  readonly deadlineMs: number;
}

const vipDeadlineMs = 500;
const ownerDeadlineMs = 200;
const collectEveryMs = 50;
/** Questions of the owner probe bear another MAC address than the client's, so that nobody's table learns of them. */
const probeMac = "02:ba:5c:00:00:01";

/** The client of a lab: it captures what reaches its interface, and asks at the pace of the real probes. */
export class SimClient {
  readonly #options: ClientOptions;
  readonly #neighbours: NeighbourTable;
  readonly #vip: Pending;
  readonly #owner: Pending;
  readonly #timers: Disposable[] = [];
  readonly #asking: Asking[] = [];
  #latestOwner = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    const { node, at, timeline } = options;
    this.#neighbours = new NeighbourTable(at, timeline);
    this.#vip = new Pending({ node, probe: "vip", deadlineMs: vipDeadlineMs, secondMs: 20, graceMs });
    this.#owner = new Pending({
      node,
      probe: "owner",
      deadlineMs: ownerDeadlineMs,
      secondMs: 20,
      graceMs: 0,
    });
    at.onFrame = (frame, from) => this.#hear(frame, from);
  }

  start(): void {
    const { vipRate, ownerRate, httpRate, httpDeadlineMs } = this.#options;
    this.#capture("start");
    this.#begin("vip", vipRate, vipDeadlineMs, (number, dueMs) => this.#askVip(number, dueMs));
    this.#begin("owner", ownerRate, ownerDeadlineMs, (number, dueMs) => this.#askOwner(number, dueMs));
    this.#begin("http", httpRate, httpDeadlineMs, (_, dueMs) =>
      requestPage(this.#options, this.#neighbours, dueMs),
    );
    this.#every(collectEveryMs, () => this.#collect(this.#nowMs));
  }

  /** Asks no more; what is under way may still be answered. */
  stop(): void {
    for (const timer of this.#timers) timer[Symbol.dispose]();
  }

  /** Tells what is still open as lost. */
  finish(): void {
    this.#collect(Number.POSITIVE_INFINITY);
    for (const { probe, intervalMs, deadlineMs } of this.#asking)
      this.#probing(probe, "stop", intervalMs, deadlineMs);
    this.#capture("stop");
  }

  get #nowMs(): number {
    return this.#options.timeline.nowMs;
  }

  #begin(
    probe: ProbeName,
    rate: number,
    deadlineMs: number,
    ask: (number: number, dueMs: number) => void,
  ): void {
    const intervalMs = 1000 / rate;
    this.#asking.push({ probe, intervalMs, deadlineMs });
    this.#probing(probe, "start", intervalMs, deadlineMs);
    let number = 0;
    this.#every(intervalMs, (dueMs) => ask(number++, dueMs));
  }

  #every(intervalMs: number, run: (dueMs: number) => void): void {
    const startMs = this.#nowMs;
    const slot = this.#timers.push({ [Symbol.dispose]() {} }) - 1;
    const arm = (count: number) => {
      const dueMs = startMs + count * intervalMs;
      this.#timers[slot] = this.#options.timeline.at(dueMs, () => {
        run(dueMs);
        arm(count + 1);
      });
    };
    arm(1);
  }

  #askVip(number: number, dueMs: number): void {
    this.#vip.sent(number, dueMs, this.#nowMs);
    const { at, vip } = this.#options;
    this.#neighbours.resolve(vip, (mac) => {
      const to = at.segment.interfaces.find((each) => each.mac === mac);
      if (to !== undefined)
        at.segment.send(at, to, { kind: "echo", reply: false, from: at.address, to: vip, number });
    });
  }

  #askOwner(number: number, dueMs: number): void {
    const { at, vip } = this.#options;
    this.#latestOwner = number;
    this.#owner.sent(number, dueMs, this.#nowMs);
    const nobody = { senderIp: "0.0.0.0", targetMac: "00:00:00:00:00:00" };
    const arp = { operation: "request", senderMac: probeMac, ...nobody, targetIp: vip } as const;
    at.segment.broadcast(at, { kind: "arp", arp });
  }

  #hear(frame: Frame, from: SimInterface): void {
    if (frame.kind === "echo" && frame.reply) this.#vip.answered(frame.number, this.#nowMs, from.host.name);
    else if (frame.kind === "vrrp")
      for (const event of capturedAdvert(frame.packet, from, this.#nowMs)) this.#options.report(event);
    else if (frame.kind === "arp") this.#arp(frame, from);
  }

  #arp({ arp }: Extract<Frame, { readonly kind: "arp" }>, from: SimInterface): void {
    if (arp.targetMac === probeMac) {
      this.#owner.answered(this.#latestOwner, this.#nowMs, from.host.name);
      return;
    }
    this.#neighbours.hear(arp);
    this.#options.report(capturedArp(arp, from, this.#nowMs));
  }

  #collect(nowMs: number): void {
    const { node, report } = this.#options;
    for (const pending of [this.#vip, this.#owner])
      for (const event of pending.take(nowMs)) report({ ...event, node });
  }

  #probing(probe: ProbeName, action: "start" | "stop", intervalMs: number, deadlineMs: number): void {
    const { node, report } = this.#options;
    report({ atMs: roundMs(this.#nowMs), node, kind: "probing", probe, action, intervalMs, deadlineMs });
  }

  #capture(action: "start" | "stop"): void {
    const { node, report } = this.#options;
    report({ atMs: roundMs(this.#nowMs), node, kind: "capture", action, clock: "kernel" });
  }
}
