import type { Backend } from "../config/haproxy/config.ts";

interface Load {
  readonly config: Backend;
  /** Sessions of the whole backend, and at each server. */
  readonly active: number;
  readonly sessions: readonly number[];
}

/** `maxconn`, `minconn` and `fullconn`: how many sessions each server takes at a time. */
export class ServerLimits {
  readonly #load: Load;
  /** 0 … 1: a server that has just come back takes so much of what it may (`slowstart`). */
  readonly #ramps: number[];
  readonly #maximums: (number | undefined)[];

  constructor(load: Load) {
    this.#load = load;
    this.#ramps = load.config.servers.map(() => 1);
    this.#maximums = load.config.servers.map(({ maxConnections }) => maxConnections);
  }

  /** Another `maxconn` than the file's. */
  setMaximum(server: number, maximum: number): void {
    this.#maximums[server] = maximum > 0 ? maximum : undefined;
  }

  /** The `maxconn` that holds now. */
  maximumOf(server: number): number | undefined {
    return this.#maximums[server];
  }

  setRamp(server: number, part: number): void {
    this.#ramps[server] = part;
  }

  isBelow(server: number): boolean {
    const limit = this.limitOf(server);
    return limit === undefined || (this.#load.sessions[server] ?? 0) < limit;
  }

  /** Undefined: as many as come. */
  limitOf(server: number): number | undefined {
    const { config } = this.#load;
    const settings = config.servers[server];
    const maximum = this.#maximums[server];
    if (maximum === undefined) return undefined;
    const part = this.#ramps[server] ?? 1;
    const dynamic = dynamicLimit(maximum, settings?.minConnections, this.#load);
    return part === 1 ? dynamic : Math.max(1, Math.floor(dynamic * part));
  }
}

/** Manual §5.2 `minconn`: as full as the backend is of its `fullconn`, so near to `maxconn` is the limit. */
function dynamicLimit(maximum: number, minimum: number | undefined, { config, active }: Load): number {
  const { fullConnections } = config;
  if (minimum === undefined || minimum >= maximum || fullConnections === undefined) return maximum;
  if (active >= fullConnections) return maximum;
  return Math.max(minimum, Math.floor((active * maximum) / fullConnections));
}
