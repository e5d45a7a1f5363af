import { createHash, createHmac } from "node:crypto";
import { hostname } from "node:os";
import type { BackendView } from "../acl/view.ts";
import type { Calendar, FrontendView, World } from "../acl/world.ts";
import type { HaproxyConfig } from "../config/haproxy/config.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { exportMetrics } from "../stats/prometheus/exporter.ts";
import type { StatsView } from "../stats/view.ts";
import { StickTable } from "../stick/table.ts";

/** What of the running proxy the rules ask about. */
interface Surroundings {
  readonly config: HaproxyConfig;
  readonly backends: readonly BackendState[];
  readonly frontend: (name: string) => FrontendView | undefined;
  readonly stopping: () => boolean;
  readonly nowMs: () => number;
  readonly statistics: () => StatsView;
}

/** The world that the rules live in, with the tables that they count in. */
export class RuleWorld implements World {
  readonly variables: World["variables"] = new Map();
  readonly hostName = hostname();
  readonly processId = process.pid;
  readonly tables: ReadonlyMap<string, StickTable>;
  readonly random = Math.random;
  readonly #around: Surroundings;
  readonly #backends: ReadonlyMap<string, BackendView>;

  constructor(around: Surroundings) {
    this.#around = around;
    this.tables = new Map(around.config.tables.map((spec) => [spec.name, new StickTable(spec)]));
    this.#backends = new Map(around.backends.map(({ config, view }) => [config.name, view]));
  }

  nowMs(): number {
    return this.#around.nowMs();
  }

  dateMs(): number {
    return Date.now();
  }

  readonly calendar = calendarOf;

  stopping(): boolean {
    return this.#around.stopping();
  }

  environment(name: string): string | undefined {
    return process.env[name];
  }

  backend(name: string): BackendView | undefined {
    return this.#backends.get(name);
  }

  frontend(name: string): FrontendView | undefined {
    return this.#around.frontend(name);
  }

  table(name: string): StickTable | undefined {
    return this.tables.get(name);
  }

  service(name: string, target: string): { readonly type: string; readonly body: string } | undefined {
    if (name !== "prometheus-exporter") return undefined;
    return { type: "text/plain; version=0.0.4", body: exportMetrics(this.#around.statistics(), target) };
  }

  digest(algorithm: string, bytes: string, key?: string): string | undefined {
    try {
      const hash =
        key === undefined ? createHash(algorithm) : createHmac(algorithm, Buffer.from(key, "latin1"));
      return hash.update(bytes, "latin1").digest("latin1");
    } catch {
      return undefined;
    }
  }
}

/** A moment by the calendar, here or in Greenwich. */
export function calendarOf(dateMs: number, zone: "local" | "utc"): Calendar {
  const zoneMinutes = zone === "utc" ? 0 : -new Date(dateMs).getTimezoneOffset();
  const shifted = new Date(dateMs + zoneMinutes * 60_000);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth(),
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: shifted.getUTCDay(),
    zoneMinutes,
  };
}
