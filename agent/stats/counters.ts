import type { SessionRecord, Termination } from "../proxy/record.ts";
import { Average } from "./average.ts";
import { Rate } from "./rate.ts";

/** What is counted of a frontend, a backend, or a server; it only grows, but for `current`. */
export class Counters {
  #current = 0;
  maximum = 0;
  queueMaximum = 0;
  total = 0;
  requests = 0;
  bytesIn = 0;
  bytesOut = 0;
  /** 1xx to 5xx, and others. */
  readonly responses = [0, 0, 0, 0, 0, 0];
  intercepted = 0;
  deniedRequests = 0;
  deniedResponses = 0;
  badRequests = 0;
  connectErrors = 0;
  responseErrors = 0;
  retries = 0;
  redispatches = 0;
  clientAborts = 0;
  serverAborts = 0;
  connects = 0;
  reuses = 0;
  lastSessionMs: number | undefined;
  readonly sessionRate = new Rate();
  readonly requestRate = new Rate();
  readonly queueTime = new Average();
  readonly connectTime = new Average();
  readonly responseTime = new Average();
  readonly totalTime = new Average();

  get current(): number {
    return this.#current;
  }

  set current(count: number) {
    this.#current = count;
    if (count > this.maximum) this.maximum = count;
  }

  /** A session (frontend: a connection) begins. */
  begin(nowMs: number): void {
    this.total++;
    this.lastSessionMs = nowMs;
    this.sessionRate.add(nowMs);
  }

  /** `clear counters`: the peaks. */
  clearPeaks(): void {
    this.maximum = this.#current;
    this.queueMaximum = 0;
    for (const rate of [this.sessionRate, this.requestRate]) rate.maximum = 0;
    for (const time of [this.queueTime, this.connectTime, this.responseTime, this.totalTime]) time.clear();
  }

  /** `clear counters all`: only those who are here now still count. */
  clear(): void {
    this.total = this.requests = this.bytesIn = this.bytesOut = 0;
    this.responses.fill(0);
    this.intercepted = this.deniedRequests = this.deniedResponses = this.badRequests = 0;
    this.connectErrors = this.responseErrors = this.retries = this.redispatches = 0;
    this.clientAborts = this.serverAborts = this.connects = this.reuses = 0;
    this.lastSessionMs = undefined;
    for (const rate of [this.sessionRate, this.requestRate]) rate.clear();
    for (const time of [this.queueTime, this.connectTime, this.responseTime, this.totalTime]) time.forget();
    this.clearPeaks();
  }

  /** What a session, or a request of it, has come to. */
  finish(record: SessionRecord): void {
    this.bytesOut += record.bytes;
    this.bytesIn += record.bytesIn;
    if (record.kind === "http" && record.status >= 0) this.#count(record.status);
    if (record.backend === undefined) return;
    this.retries += record.retries;
    if (record.redispatched) this.redispatches++;
    if (record.termination !== "--") this.#fault(record.termination);
  }

  #count(status: number): void {
    const group = Math.floor(status / 100) - 1;
    const index = group >= 0 && group < 5 ? group : 5;
    this.responses[index] = (this.responses[index] ?? 0) + 1;
  }

  #fault(termination: Termination): void {
    const [who, when] = [termination.charAt(0), termination.charAt(1)];
    if (when === "C" && who.toLowerCase() === "s") this.connectErrors++;
    if (when === "H" && who !== "C" && who !== "c") this.responseErrors++;
    if (when === "D" && who.toLowerCase() === "s") this.serverAborts++;
    if (who === "C" && when !== "R") this.clientAborts++;
  }

  /** How long it took: shown of who serves, not of who was asked. */
  time({ queueMs, connectMs, responseMs, totalMs }: SessionRecord): void {
    if (connectMs < 0) return;
    this.queueTime.add(queueMs);
    this.connectTime.add(connectMs);
    if (responseMs >= 0) this.responseTime.add(responseMs);
    this.totalTime.add(totalMs);
  }
}
