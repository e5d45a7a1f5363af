import type { StickTable } from "../stick/table.ts";
import type { Sample } from "./sample.ts";
import type { BackendView } from "./view.ts";

/** A frontend as conditions see it. */
export interface FrontendView {
  readonly id: number;
  readonly connections: number;
  sessionRate(nowMs: number): number;
  requestRate(nowMs: number): number;
}

/** A moment by the calendar. */
export interface Calendar {
  readonly year: number;
  /** From 0 on. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Sunday is 0. */
  readonly weekday: number;
  /** East of Greenwich. */
  readonly zoneMinutes: number;
}

/** What the process around the rules has: time and chance among it, so that the rules themselves have neither. */
export interface World {
  /** `proc.…`: as long as the process lives. */
  readonly variables: Map<string, Sample>;
  readonly hostName: string;
  readonly processId: number;
  /** Milliseconds: monotonic, and since 1970. */
  nowMs(): number;
  dateMs(): number;
  calendar(dateMs: number, zone: "local" | "utc"): Calendar;
  /** 0 ≤ n < 1. */
  random(): number;
  stopping(): boolean;
  environment(name: string): string | undefined;
  backend(name: string): BackendView | undefined;
  frontend(name: string): FrontendView | undefined;
  table(name: string): StickTable | undefined;
  /** What a service of the process answers to a request for this target; undefined: there is none of this name. */
  service?(name: string, target: string): { readonly type: string; readonly body: string } | undefined;
  /** A digest, or an HMAC with `key`; bytes in a text. Undefined: nobody knows the algorithm. */
  digest(algorithm: string, bytes: string, key?: string): string | undefined;
}
