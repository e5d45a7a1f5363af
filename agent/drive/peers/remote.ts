import { connect, type Socket } from "node:net";
import { greetingStatus } from "../../peers/greeting.ts";
import type { Lesson } from "../../peers/lesson.ts";
import { PeerSession } from "../../peers/session.ts";
import { SharedTable } from "../../peers/shared-table.ts";
import type { PeerView } from "../../stats/peers-view.ts";
import type { StickTable } from "../../stick/table.ts";
import { PeerConnection } from "./connection.ts";
import { type Caller, greet } from "./greet.ts";

export interface RemoteOptions {
  readonly name: string;
  readonly localName: string;
  readonly host: string;
  readonly port: number;
  readonly tables: readonly StickTable[];
  readonly lesson: Lesson;
}

/** As the original: after so long it is called again, so that two who call each other do not meet for ever. */
const againMs = { least: 50, more: 2000 };
/** A machine that does not answer is not waited for by the system's own limit. */
const connectMs = 5000;

/** Another machine that shares the tables: it is called, or calls; there is one connection at a time. */
export class RemotePeer {
  readonly name: string;
  readonly options: RemoteOptions;
  readonly tables: readonly SharedTable[];
  connection: PeerConnection | undefined;
  /** Of the last greeting; 0: it did not answer. */
  lastStatus: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: RemoteOptions) {
    this.name = options.name;
    this.options = options;
    this.tables = options.tables.map((table) => new SharedTable(table));
  }

  async call(): Promise<void> {
    const { host, port, name, localName } = this.options;
    const socket = connect({ host, port, noDelay: true });
    const limit = setTimeout(() => socket.destroy(), connectMs);
    socket.once("connect", () => clearTimeout(limit));
    socket.on("error", () => {});
    const { status, early } = await greet(socket, name, localName);
    clearTimeout(limit);
    // It may have called meanwhile.
    if (this.#closed || this.connection) {
      socket.destroy();
      return;
    }
    this.lastStatus = status;
    if (status === greetingStatus.welcome) {
      this.#begin(socket, { name, minor: 1, early });
      return;
    }
    socket.destroy();
    this.#later();
  }

  /** It has called: the newest connection counts. */
  called(socket: Socket, caller: Caller): void {
    this.connection?.destroy();
    this.lastStatus = greetingStatus.welcome;
    this.#begin(socket, caller);
  }

  #begin(socket: Socket, { minor, early }: Caller): void {
    clearTimeout(this.#timer);
    const { lesson } = this.options;
    const session = new PeerSession({ tables: this.tables, lesson, isLocal: false, timed: minor >= 1 });
    const connection = new PeerConnection(socket, session, early, () => {
      if (this.connection !== connection) return;
      this.connection = undefined;
      this.#later();
    });
    this.connection = connection;
    socket.resume();
  }

  #later(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        if (!this.connection) void this.call();
      },
      againMs.least + Math.random() * againMs.more,
    );
  }

  changed(table: StickTable, key: string): void {
    this.tables.find((shared) => shared.table === table)?.pending.add(key);
  }

  view(nowMs: number): Omit<PeerView, "name" | "address" | "isLocal"> {
    const { connection, lastStatus } = this;
    return {
      connected: connection !== undefined,
      lastStatus,
      greetedMs: connection && nowMs - connection.startedMs,
      counts: connection?.session.counts,
      tables: this.tables.map(({ table, pending }) => ({ name: table.spec.name, pending: pending.size })),
    };
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.connection?.destroy();
  }
}
