import { connect, createServer, type Server, type Socket } from "node:net";
import type { PeersSection } from "../../config/haproxy/config.ts";
import { greetingStatus } from "../../peers/greeting.ts";
import { Lesson } from "../../peers/lesson.ts";
import { PeerSession } from "../../peers/session.ts";
import { SharedTable } from "../../peers/shared-table.ts";
import type { PeersView, PeerView } from "../../stats/peers-view.ts";
import type { StickTable } from "../../stick/table.ts";
import { PeerConnection } from "./connection.ts";
import { answer, greet } from "./greet.ts";
import { RemotePeer } from "./remote.ts";

export interface SectionOptions {
  readonly section: PeersSection;
  /** Those that are shared. */
  readonly tables: readonly StickTable[];
  readonly addressOf: (host: string) => string;
  /** A process is replaced, which will tell what its tables hold. */
  readonly hasPredecessor: boolean;
}

/** Changes of one key that follow each other so fast are told once. */
const gatherMs = 10;
const tickMs = 1000;
/** A process that ends does not wait longer for its successor to learn. */
const handOverMs = 5000;

/** A `peers` section at work: listens for the others and calls them; tells them of every change, and learns of theirs. */
export class PeersRun {
  readonly section: PeersSection;
  readonly remotes: readonly RemotePeer[];
  readonly lesson: Lesson;
  readonly #options: SectionOptions;
  readonly #server: Server;
  readonly #local = new Set<PeerConnection>();
  readonly #tick: NodeJS.Timeout;
  #gathering: NodeJS.Timeout | undefined;

  constructor(options: SectionOptions) {
    const { section, tables, addressOf } = options;
    this.#options = options;
    this.section = section;
    this.lesson = new Lesson(options.hasPredecessor, performance.now());
    const { lesson } = this;
    const { localName } = section;
    this.remotes = section.peers
      .filter(({ name }) => name !== localName)
      .map(
        ({ name, host, port }) =>
          new RemotePeer({ name, localName, host: addressOf(host), port, tables, lesson }),
      );
    for (const table of tables) table.onChange = ({ key }) => this.#changed(table, key);
    this.#server = createServer({ noDelay: true }, (socket) => void this.#accept(socket));
    this.#tick = setInterval(() => this.#onTime(), tickMs);
  }

  /** Listens beside a predecessor; rejects when the address cannot be had. */
  async listen(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once("error", reject);
    this.#server.listen({ ...this.#place(), reusePort: true }, resolve);
    await promise;
    this.#server.off("error", reject);
    this.#server.on("error", () => {});
    for (const remote of this.remotes) void remote.call();
  }

  #place(): { readonly host: string; readonly port: number } {
    const own = this.section.peers.find(({ name }) => name === this.section.localName);
    return { host: this.#options.addressOf(own?.host ?? ""), port: own?.port ?? 0 };
  }

  async #accept(socket: Socket): Promise<void> {
    socket.on("error", () => {});
    const { localName } = this.section;
    const caller = await answer(socket, (callee, name) => {
      if (callee !== localName) return greetingStatus.otherName;
      const known = name === localName || this.remotes.some((remote) => remote.name === name);
      return known ? greetingStatus.welcome : greetingStatus.unknownPeer;
    });
    if (!caller) return;
    const remote = this.remotes.find(({ name }) => name === caller.name);
    if (remote) remote.called(socket, caller);
    else this.#learnFrom(socket, caller.early);
  }

  /** The process that this one replaces has called. */
  #learnFrom(socket: Socket, early: Buffer): void {
    const tables = this.#options.tables.map((table) => new SharedTable(table));
    const session = new PeerSession({ tables, lesson: this.lesson, isLocal: true, timed: true });
    const connection = new PeerConnection(socket, session, early, () => this.#local.delete(connection));
    this.#local.add(connection);
    socket.resume();
  }

  #changed(table: StickTable, key: string): void {
    for (const remote of this.remotes) remote.changed(table, key);
    if (this.#gathering) return;
    this.#gathering = setTimeout(() => {
      this.#gathering = undefined;
      for (const { connection } of this.remotes) connection?.pump();
    }, gatherMs);
  }

  #onTime(): void {
    const nowMs = performance.now();
    this.lesson.onTime(nowMs);
    for (const { connection } of this.remotes) connection?.onTime(nowMs);
    for (const connection of this.#local) connection.onTime(nowMs);
  }

  view(nowMs: number): PeersView {
    const { name, peers, localName } = this.section;
    const tables = this.#options.tables.map(({ spec }) => ({ name: spec.name, pending: 0 }));
    return {
      name,
      lesson: this.lesson.phase,
      peers: peers.map(({ name: peer, host, port }) => {
        const remote = this.remotes.find((one) => one.name === peer);
        return {
          name: peer,
          address: `${host}:${port}`,
          isLocal: peer === localName,
          ...(remote?.view(nowMs) ?? absent(tables)),
        };
      }),
    };
  }

  /** This process ends: who has taken its place, if anybody has, is told what the tables hold. */
  async handOver(): Promise<void> {
    this.#server.close();
    for (const connection of this.#local) connection.destroy();
    for (const remote of this.remotes) remote.close();
    await this.#teach();
    clearInterval(this.#tick);
  }

  async #teach(): Promise<void> {
    const { host, port } = this.#place();
    const { localName } = this.section;
    const socket = connect({ host: reachable(host), port, noDelay: true });
    socket.on("error", () => {});
    const limit = setTimeout(() => socket.destroy(), handOverMs);
    const { status, early } = await greet(socket, localName, localName);
    if (status === greetingStatus.welcome) await this.#tellAll(socket, early);
    clearTimeout(limit);
    socket.destroy();
  }

  /** Resolves when it has confirmed, or has left. */
  async #tellAll(socket: Socket, early: Buffer): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const session = new PeerSession({
      tables: this.#options.tables.map((table) => new SharedTable(table)),
      lesson: this.lesson,
      isLocal: true,
      teaches: true,
      timed: true,
    });
    const connection = new PeerConnection(socket, session, early, resolve);
    socket.on("data", () => session.confirmed && resolve());
    socket.resume();
    await promise;
    connection.destroy();
  }
}

/** The local peer is connected only while a process takes another's place. */
function absent(tables: PeerView["tables"]): Omit<PeerView, "name" | "address" | "isLocal"> {
  return { connected: false, lastStatus: undefined, greetedMs: undefined, counts: undefined, tables };
}

/** Who listens everywhere is called at home. */
function reachable(host: string): string {
  return host === "0.0.0.0" || host === "" ? "127.0.0.1" : host === "::" ? "::1" : host;
}
