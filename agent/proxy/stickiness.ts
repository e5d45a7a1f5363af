import { evaluate } from "../acl/condition.ts";
import type { RequestView } from "../acl/view.ts";
import { nobody } from "../balance/algorithm.ts";
import type { StickRule } from "../config/haproxy/cookie-config.ts";
import { keyOf } from "../stick/key.ts";
import type { Entry, StickTable } from "../stick/table.ts";
import type { BackendState } from "./backend-state.ts";
import { serverIds } from "./server-id.ts";

/** As the original: so many keys of a request are kept at most. */
const storeLimit = 8;

interface Kept {
  readonly table: StickTable;
  readonly key: string;
  readonly when: "request" | "response";
}

/** `stick`: what the tables say of a request's server, and which keys are kept with the one that it gets. */
export class Stickiness {
  readonly #rules: readonly StickRule[];
  readonly #backend: BackendState;
  readonly #view: RequestView;
  readonly #kept: Kept[] = [];

  constructor(rules: readonly StickRule[], backend: BackendState, view: RequestView) {
    this.#rules = rules;
    this.#backend = backend;
    this.#view = view;
  }

  /**
   * Applies the rules for requests: notes the keys, and gives the first server that a table knows and that `takes`
   * the request, else `nobody`. `decided`: something else has chosen the server already.
   */
  ask(decided: boolean, takes: (server: number) => boolean): number {
    let found = nobody;
    for (const rule of this.#rules) {
      if (rule.stores === "response") continue;
      const use = this.#use(rule);
      if (!use) continue;
      if (rule.matches && !decided && found === nobody) found = this.#match(use, takes);
      if (rule.stores) this.#keep({ ...use, when: "request" });
    }
    return found;
  }

  /** The server has answered: its name goes to every key that was noted, of the response too. */
  learn(server: number): void {
    for (const rule of this.#rules) {
      if (rule.stores !== "response") continue;
      const use = this.#use(rule);
      if (use) this.#keep({ ...use, when: "response" });
    }
    const config = this.#backend.config.servers[server];
    if (config && !config.nonStick) for (const kept of this.#kept) this.#write(kept, server);
    this.#kept.length = 0;
  }

  /** The key of a rule that applies. Only the first rule of a table that stores counts. */
  #use(rule: StickRule): Omit<Kept, "when"> | undefined {
    const view = this.#view;
    const table = view.world?.table(rule.table);
    if (
      !table ||
      (rule.stores && this.#kept.some((kept) => kept.table === table && kept.when === rule.stores))
    )
      return undefined;
    if (!evaluate(rule.condition, view)) return undefined;
    const sample = rule.key(view);
    const key = sample === undefined ? undefined : keyOf(sample, table.spec);
    return key === undefined ? undefined : { table, key };
  }

  #match({ table, key }: Omit<Kept, "when">, takes: (server: number) => boolean): number {
    const nowMs = this.#view.world?.nowMs() ?? 0;
    const entry = table.find(key, nowMs);
    if (!entry) return nobody;
    table.touch(entry, nowMs);
    const server = this.#serverOf(table, entry);
    return takes(server) ? server : nobody;
  }

  /** By its name (or address), and where that is not known by its number. */
  #serverOf(table: StickTable, entry: Entry): number {
    const { servers } = this.#backend.config;
    const byKey = servers.findIndex((_, at) => this.#serverKey(table, at) === entry.serverKey);
    if (entry.serverKey !== undefined && byKey >= 0) return byKey;
    const column = table.column("server_id");
    const id = column ? table.read(entry, column, 0) : 0;
    return id > 0 ? serverIds(servers).indexOf(id) : nobody;
  }

  #serverKey(table: StickTable, server: number): string | undefined {
    const config = this.#backend.config.servers[server];
    return table.spec.serverKey === "name" ? config?.name : config && `${config.host}:${config.port}`;
  }

  #keep(kept: Kept): void {
    if (this.#kept.length < storeLimit) this.#kept.push(kept);
  }

  #write({ table, key }: Kept, server: number): void {
    const nowMs = this.#view.world?.nowMs() ?? 0;
    const entry = table.take(key, nowMs);
    if (!entry) return;
    const serverKey = this.#serverKey(table, server);
    if (serverKey !== undefined) entry.serverKey = serverKey;
    table.set(entry, "server_id", serverIds(this.#backend.config.servers)[server] ?? 0, nowMs);
    table.touch(entry, nowMs);
  }
}
