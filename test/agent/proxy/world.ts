import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import type { Action } from "../../../agent/proxy/action.ts";
import { HttpSession } from "../../../agent/proxy/http-session.ts";
import { connection, type TestFront } from "./script.ts";
import { SimulatedServer } from "./world-server.ts";

/** Gives a number below the limit: what happens next, and where pieces are cut. */
export type Chance = (limit: number) => number;

/** A client's connection: what it sends piece by piece, and what it has got. */
export class SimulatedClient {
  readonly session: HttpSession;
  readonly #world: World;
  received = "";
  closed = false;
  server: SimulatedServer | undefined;
  #left: string;
  #held = false;

  constructor(world: World, front: TestFront, sends: string) {
    this.#world = world;
    this.#left = sends;
    this.session = new HttpSession(front, connection, 0);
  }

  get maySend(): boolean {
    return this.#left !== "" && !this.#held && !this.closed;
  }

  send(size: number): void {
    const piece = this.#left.slice(0, size);
    this.#left = this.#left.slice(size);
    this.#world.lend(piece, (bytes) => this.run(this.session.onClientData(bytes, this.#world.nowMs)));
  }

  run(actions: readonly Action[]): void {
    for (const action of actions) this.#do(action);
  }

  #do(action: Action): void {
    if (action.kind === "to-client") this.received += latin1(action.bytes);
    else if (action.kind === "to-server") this.server?.take(latin1(action.bytes));
    else if (action.kind === "open") this.#world.open(this, action.server, action.fresh);
    else if (action.kind === "release") this.#world.release(this, action.keep);
    else if (action.kind === "hold-client") this.#held = true;
    else if (action.kind === "read-client") this.#held = false;
    else if (action.kind === "close-client") this.closed = true;
    else if (action.kind === "enqueue") throw new Error("nobody has to wait here");
  }
}

/** Clients, the sessions between, and servers: whatever can happen next is drawn. */
export class World {
  readonly clients: SimulatedClient[];
  readonly servers: SimulatedServer[] = [];
  readonly #idle: SimulatedServer[] = [];
  readonly #chance: Chance;
  nowMs = 0;

  constructor(front: TestFront, sends: readonly string[], chance: Chance) {
    this.#chance = chance;
    this.clients = sends.map((text) => new SimulatedClient(this, front, text));
  }

  /** The memory of an event is overwritten behind it, as the driver's is. */
  lend(text: string, use: (bytes: Uint8Array) => void): void {
    const bytes = latin1Bytes(text);
    use(bytes);
    bytes.fill(33);
  }

  open(client: SimulatedClient, server: number, fresh: boolean): void {
    const at = fresh ? -1 : this.#idle.findIndex((one) => one.index === server && !one.ended);
    const [idle] = at >= 0 ? this.#idle.splice(at, 1) : [];
    client.server = idle ?? new SimulatedServer(server);
    client.server.owner = client;
    if (idle) client.run(client.session.onServerOpen(true, this.nowMs));
    else this.servers.push(client.server);
  }

  release(client: SimulatedClient, keep: boolean): void {
    const { server } = client;
    client.server = undefined;
    if (!server) return;
    server.owner = undefined;
    if (keep && !server.ended) this.#idle.push(server);
  }

  /** False when nothing can happen any more. */
  step(): boolean {
    this.nowMs++;
    const events = [...this.#clientEvents(), ...this.servers.flatMap((server) => this.#serverEvents(server))];
    events[this.#chance(Math.max(1, events.length))]?.();
    return events.length > 0;
  }

  #clientEvents(): readonly (() => void)[] {
    return this.clients.filter((one) => one.maySend).map((one) => () => one.send(1 + this.#chance(60)));
  }

  #serverEvents(server: SimulatedServer): readonly (() => void)[] {
    const { owner } = server;
    if (!server.open) {
      if (!owner) return [];
      return [
        () => {
          server.open = true;
          owner.run(owner.session.onServerOpen(false, this.nowMs));
        },
      ];
    }
    if (server.answers !== "" && owner) {
      return [
        () => {
          const piece = server.answer(1 + this.#chance(80));
          this.lend(piece, (bytes) => owner.run(owner.session.onServerData(bytes, this.nowMs)));
        },
      ];
    }
    if (server.ends && !server.ended) {
      return [
        () => {
          server.ended = true;
          if (server.owner) owner?.run(owner.session.onServerEnd(this.nowMs));
        },
      ];
    }
    return [];
  }
}
