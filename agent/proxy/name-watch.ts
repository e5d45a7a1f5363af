import { setAdmin } from "./backend-control.ts";
import type { BackendState } from "./backend-state.ts";
import { moveServer } from "./server-setting.ts";

/** What came of asking for a name. */
export type NameAnswer =
  | { readonly kind: "valid"; readonly addresses: readonly string[]; readonly by: string }
  | { readonly kind: NameTrouble };

export type NameTrouble = "nx" | "refused" | "timeout" | "other";

/** How long an address is kept while the name gives none (`hold`), in milliseconds. */
export type Holds = Readonly<Record<NameTrouble | "obsolete", number>>;

/** What has become of a server. */
export type NameNews =
  | {
      readonly kind: "moved";
      readonly server: number;
      readonly from: string | undefined;
      readonly by: string;
    }
  | { readonly kind: "lost"; readonly server: number; readonly why: string };

const reasons: Readonly<Record<NameTrouble, string>> = {
  nx: "DNS NX status",
  refused: "DNS refused status",
  timeout: "DNS timeout status",
  other: "unspecified DNS error",
};

export interface NameSubject {
  readonly state: BackendState;
  readonly servers: readonly number[];
  readonly holds: Holds;
}

/** The servers of a backend that are known by one name: each has an address of its own, unless twins are allowed. */
export class NameWatch {
  readonly #state: BackendState;
  readonly #servers: readonly number[];
  readonly #holds: Holds;
  readonly #tell: (news: NameNews) => void;
  #validMs: number;
  /** Since when a server's address has not been among those of the name. */
  readonly #missingMs = new Map<number, number>();

  constructor(subject: NameSubject, nowMs: number, tell: (news: NameNews) => void) {
    this.#state = subject.state;
    this.#servers = subject.servers;
    this.#holds = subject.holds;
    this.#validMs = nowMs;
    this.#tell = tell;
  }

  /** Tells of each change when it has been made. */
  answered(answer: NameAnswer, nowMs: number): void {
    if (answer.kind !== "valid") {
      this.#failed(answer.kind, nowMs);
      return;
    }
    this.#validMs = nowMs;
    const free = new Set(answer.addresses);
    const seeking = this.#servers.filter((server) => {
      const host = this.#hostOf(server);
      const known = host !== undefined && answer.addresses.includes(host);
      if (!known || (!free.has(host) && !this.#twins(server))) return true;
      free.delete(host);
      this.#missingMs.delete(server);
      return false;
    });
    for (const server of seeking) this.#seek(server, answer, free, nowMs);
  }

  /** A server takes an address that nobody has, or goes without after a while. */
  #seek(
    server: number,
    { addresses, by }: Extract<NameAnswer, { kind: "valid" }>,
    free: Set<string>,
    nowMs: number,
  ): void {
    const [host = this.#twins(server) ? addresses[0] : undefined] = free;
    if (host === undefined) {
      const sinceMs = this.#missingMs.get(server) ?? nowMs;
      this.#missingMs.set(server, sinceMs);
      if (nowMs - sinceMs >= this.#holds.obsolete) this.#lose(server, "No IP for server ", nowMs);
      return;
    }
    free.delete(host);
    this.#missingMs.delete(server);
    const from = this.#hostOf(server);
    const { unresolved, config } = this.#state;
    moveServer(this.#state, server, { host, port: config.servers[server]?.port ?? 0 });
    if (unresolved.delete(server)) setAdmin(this.#state, server, "ready", nowMs);
    this.#tell({ kind: "moved", server, from, by: server === this.#servers[0] ? by : "DNS cache" });
  }

  #failed(kind: NameTrouble, nowMs: number): void {
    if (nowMs - this.#validMs < this.#holds[kind]) return;
    for (const server of this.#servers) this.#lose(server, reasons[kind], nowMs);
  }

  #lose(server: number, why: string, nowMs: number): void {
    const { unresolved } = this.#state;
    if (unresolved.has(server)) return;
    unresolved.add(server);
    setAdmin(this.#state, server, "maint", nowMs);
    this.#tell({ kind: "lost", server, why });
  }

  /** Undefined: it has no address. */
  #hostOf(server: number): string | undefined {
    return this.#state.unresolved.has(server) ? undefined : this.#state.config.servers[server]?.host;
  }

  #twins(server: number): boolean {
    return this.#state.config.servers[server]?.resolve?.twins === true;
  }
}
