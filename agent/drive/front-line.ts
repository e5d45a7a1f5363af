import type { Calendar } from "../acl/world.ts";
import type { Frontend } from "../config/haproxy/config.ts";
import { endpointText } from "../net/stream/endpoint.ts";
import type { Wire } from "../net/stream/wire.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import type { SessionRecord } from "../proxy/record.ts";
import type { LineFacts } from "../rule/log-line.ts";
import { localDate } from "./local-time.ts";
import { calendarOf } from "./rule-world.ts";
import { hostOf, portOf } from "./wire-view.ts";

/** What the lines of a frontend tell of the process around them. */
export interface LineAround {
  readonly frontend: Frontend;
  readonly hostName: string;
  readonly processId: number;
  readonly addressOf: (host: string) => string;
  /** Connections of the process and of the frontend. */
  readonly count: () => number;
  readonly frontCount: () => number;
  readonly lines: () => number;
  readonly requests: () => number;
}

const never = { server: 0, backend: 0 };

/** The facts of one line; what nobody asks for is not made. */
export class FrontLine implements LineFacts {
  readonly #around: LineAround;
  readonly #record: SessionRecord;
  readonly #wire: Wire;
  readonly #backend: BackendState | undefined;
  readonly startedMs: number;

  constructor(
    around: LineAround,
    record: SessionRecord,
    wire: Wire,
    { backend, startedMs }: { readonly backend: BackendState | undefined; readonly startedMs: number },
  ) {
    this.#around = around;
    this.#record = record;
    this.#wire = wire;
    this.#backend = backend;
    this.startedMs = startedMs;
  }

  get client(): string {
    return endpointText(this.#wire.remote);
  }

  get clientHost(): string {
    return hostOf(this.#wire.remote);
  }

  get clientPort(): number {
    return portOf(this.#wire.remote);
  }

  get local(): string {
    return endpointText(this.#wire.local);
  }

  get frontend(): string {
    return this.#around.frontend.name;
  }

  get isTls(): boolean {
    return this.#wire.isTls;
  }

  get mode(): LineFacts["mode"] {
    return this.#around.frontend.mode;
  }

  get server(): string | undefined {
    return this.#record.stats ? "<STATS>" : this.#config?.name;
  }

  get serverAddress(): string | undefined {
    const config = this.#config;
    return config && `${this.#around.addressOf(config.host)}:${config.port}`;
  }

  get #config() {
    const { server } = this.#record;
    return server === undefined ? undefined : this.#backend?.config.servers[server];
  }

  get date(): string {
    return localDate(this.startedMs);
  }

  calendar(dateMs: number, zone: "local" | "utc"): Calendar {
    return calendarOf(dateMs, zone);
  }

  get hostName(): string {
    return this.#around.hostName;
  }

  get processId(): number {
    return this.#around.processId;
  }

  get lines(): number {
    return this.#around.lines();
  }

  get requests(): number {
    return this.#around.requests();
  }

  get connections(): LineFacts["connections"] {
    const { beside, server } = this.#record;
    const sessions = server === undefined ? 0 : (this.#backend?.sessions[server] ?? 0);
    return {
      process: this.#around.count(),
      frontend: this.#around.frontCount(),
      backend: beside?.backend ?? this.#backend?.active ?? 0,
      server: beside?.server ?? sessions,
    };
  }

  get queued(): LineFacts["queued"] {
    return this.#record.turn ?? never;
  }
}
