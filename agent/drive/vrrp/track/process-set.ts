import { readdirSync, readFileSync } from "node:fs";
import type { TrackProcess } from "../../../config/keepalived/track-config.ts";
import { isTracked, needsCommandLine, type ProcessLook, quorumMet } from "../../../vrrp/tracked-process.ts";
import type { Clock } from "../../clock.ts";

type OnVerdict = (name: string, verdict: "up" | "down") => void;

/** How often /proc is read for new processes, and how often those that count are looked at. */
const lookMs = 1000;
const alivePaceMs = 100;

/** The processes of `vrrp_track_process` that instances watch, found by reading /proc at this pace. */
export class ProcessSet implements Disposable {
  readonly #clock: Clock;
  readonly #onVerdict: OnVerdict;
  #tracked: readonly TrackProcess[] = [];
  readonly #ids = new Map<string, ReadonlySet<string>>();
  readonly #verdicts = new Map<string, "up" | "down">();
  readonly #changing = new Map<string, Disposable>();
  #timer: NodeJS.Timeout | undefined;
  #lookAtMs = 0;

  constructor(clock: Clock, onVerdict: OnVerdict) {
    this.#clock = clock;
    this.#onVerdict = onVerdict;
  }

  /** Watches these and no others; every verdict is told again. */
  follow(tracked: readonly TrackProcess[]): void {
    this[Symbol.dispose]();
    this.#tracked = tracked;
    if (tracked.length === 0) return;
    this.#count();
    for (const one of tracked) this.#decide(one);
    this.#timer = setInterval(() => this.#look(), alivePaceMs);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    for (const waiting of this.#changing.values()) waiting[Symbol.dispose]();
    this.#changing.clear();
  }

  #look(): void {
    const gone = [...this.#ids.values()].some((ids) => ![...ids].every(isAlive));
    if (!gone && this.#clock.nowMs() < this.#lookAtMs) return;
    this.#count();
    for (const one of this.#tracked) this.#consider(one);
  }

  #count(): void {
    this.#lookAtMs = this.#clock.nowMs() + lookMs;
    const withWords = this.#tracked.some(needsCommandLine);
    const processes = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((id) => {
        const look = lookAt(id, withWords);
        return look === undefined ? [] : [{ id, look }];
      });
    for (const one of this.#tracked) {
      const ids = processes.filter(({ look }) => isTracked(look, one)).map(({ id }) => id);
      this.#ids.set(one.name, new Set(ids));
    }
  }

  /** What changed counts after its delay, if it is still so then. */
  #consider(one: TrackProcess): void {
    const { name } = one;
    if (this.#verdict(one) === this.#verdicts.get(name)) {
      this.#changing.get(name)?.[Symbol.dispose]();
      this.#changing.delete(name);
      return;
    }
    if (this.#changing.has(name)) return;
    const delayMs = this.#verdict(one) === "up" ? one.forkDelayMs : one.terminateDelayMs;
    if (delayMs === 0) this.#decide(one);
    else {
      const waiting = this.#clock.wakeAt(this.#clock.nowMs() + delayMs, () => this.#decide(one));
      this.#changing.set(name, waiting);
    }
  }

  #decide(one: TrackProcess): void {
    this.#changing.delete(one.name);
    const verdict = this.#verdict(one);
    this.#verdicts.set(one.name, verdict);
    this.#onVerdict(one.name, verdict);
  }

  #verdict(one: TrackProcess): "up" | "down" {
    return quorumMet(this.#ids.get(one.name)?.size ?? 0, one) ? "up" : "down";
  }
}

/** Undefined: it has ended, or is a zombie. */
function lookAt(id: string, withWords: boolean): ProcessLook | undefined {
  const stat = textOf(`/proc/${id}/stat`);
  const end = stat.lastIndexOf(")");
  if (end < 0 || hasEnded(stat, end)) return undefined;
  const name = stat.slice(stat.indexOf("(") + 1, end);
  return { name, argv: withWords ? textOf(`/proc/${id}/cmdline`).split("\0").slice(0, -1) : [] };
}

function isAlive(id: string): boolean {
  const stat = textOf(`/proc/${id}/stat`);
  return stat !== "" && !hasEnded(stat, stat.lastIndexOf(")"));
}

/** proc(5): the state is the word behind the name; Z a zombie, X dead. */
function hasEnded(stat: string, end: number): boolean {
  return "ZX".includes(stat[end + 2] ?? "X");
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
