import { ByteWriter } from "./byte-writer.ts";
import { DictionaryReader, DictionaryWriter } from "./dictionary.ts";
import { readKey, writeKey } from "./key-codec.ts";
import type { Lesson, Teacher } from "./lesson.ts";
import {
  type Control,
  control,
  type Message,
  MessageScan,
  messageClass,
  tableMessage,
  writeControl,
  writeTableMessage,
} from "./message.ts";
import type { SharedTable } from "./shared-table.ts";
import {
  type Definition,
  readData,
  readDefinition,
  wireName,
  writeData,
  writeDefinition,
} from "./table-codec.ts";

export interface SessionOptions {
  readonly tables: readonly SharedTable[];
  readonly lesson: Lesson;
  readonly isLocal: boolean;
  /** Tells all it has without being asked: a process that ends, to its successor. */
  readonly teaches?: true;
  /** Version 2.0 knows no messages with times. */
  readonly timed: boolean;
}

/** What the peer calls one of our tables, and how far we are. */
interface Remote {
  readonly definition: Definition;
  /** Undefined: there is none of this name and type here. */
  readonly shared: SharedTable | undefined;
  lastNumber: number;
  acknowledged: number;
}

/** So many bytes at a time; then the driver looks whether the connection takes more. */
const pieceBytes = 16_384;

/** A connection between two peers behind its greeting, without I/O: what comes in is applied, `produce` gives what goes out. */
export class PeerSession implements Teacher {
  readonly isLocal: boolean;
  readonly #options: SessionOptions;
  readonly #out = new ByteWriter();
  readonly #scan = new MessageScan();
  readonly #names = { read: new DictionaryReader(), write: new DictionaryWriter() };
  readonly #remotes = new Map<number, Remote>();
  readonly #defined = new Set<SharedTable>();
  /** The table that updates are about, theirs and ours. */
  #told: Remote | undefined;
  #telling: SharedTable | undefined;
  /** What is still to be taught. */
  #lessonLeft: Generator<void> | undefined;
  /** The peer spoke another language: the connection is to be closed. */
  broken = false;
  /** The peer has confirmed what it was taught. */
  confirmed = false;
  readonly counts = { updatesIn: 0, updatesOut: 0 };

  constructor(options: SessionOptions) {
    this.#options = options;
    this.isLocal = options.isLocal;
  }

  start(nowMs: number): void {
    if (this.#options.teaches) this.#lessonLeft = this.#teach(nowMs);
    else this.#options.lesson.met(this);
  }

  /** The connection is no more. */
  end(): void {
    this.#options.lesson.left(this);
    for (const shared of this.#options.tables) shared.again();
  }

  request(): void {
    this.#control("request");
  }

  heartbeat(): void {
    this.#control("heartbeat");
  }

  receive(bytes: Uint8Array, nowMs: number): void {
    for (const message of this.#scan.push(bytes)) {
      this.#take(message, nowMs);
      if (message.data.bad) this.broken = true;
      if (this.broken) return;
    }
    if (this.#scan.bad) this.broken = true;
    this.#options.lesson.goesOn(this, nowMs);
  }

  /** What is to be sent; empty: nothing for now. */
  produce(nowMs: number): Uint8Array {
    this.#acknowledge();
    while (this.#out.length < pieceBytes && this.#lessonLeft) {
      if (this.#lessonLeft.next().done) this.#lessonLeft = undefined;
    }
    for (const shared of this.#options.tables) {
      for (const key of shared.pending) {
        if (this.#out.length >= pieceBytes) break;
        shared.pending.delete(key);
        this.#tell(shared, key, nowMs);
      }
    }
    return this.#out.take();
  }

  #control(what: Control): void {
    writeControl(this.#out, what);
  }

  #take(message: Message, nowMs: number): void {
    if (message.class === messageClass.control) this.#takeControl(message.type, nowMs);
    else if (message.class === messageClass.table) this.#takeTable(message, nowMs);
    else this.broken = true;
  }

  #takeControl(type: number, nowMs: number): void {
    const { lesson } = this.#options;
    if (type === control.request) this.#lessonLeft = this.#teach(nowMs);
    else if (type === control.confirm) this.confirmed = true;
    else if (type === control.finished || type === control.partial) {
      lesson.finished(this, type === control.finished, nowMs);
      this.#control("confirm");
    }
  }

  #takeTable({ type, data }: Message, nowMs: number): void {
    switch (type) {
      case tableMessage.definition:
        this.#define(readDefinition(data));
        break;
      case tableMessage.switch:
        this.#told = this.#remotes.get(data.varint());
        break;
      case tableMessage.acknowledge:
        this.#options.tables[data.varint() - 1]?.acknowledged(data.word());
        break;
      case tableMessage.update:
      case tableMessage.nextUpdate:
      case tableMessage.timedUpdate:
      case tableMessage.nextTimedUpdate:
        this.#learn(type, data, nowMs);
        break;
      default:
      // Later versions may say more; what is not known is passed over.
    }
  }

  #define(definition: Definition): void {
    const shared = this.#options.tables.find(
      ({ table }) => wireName(table.spec) === definition.name && table.spec.type === definition.type,
    );
    this.#told = { definition, shared, lastNumber: 0, acknowledged: 0 };
    this.#remotes.set(definition.id, this.#told);
  }

  /** `[number] [expires in ms] key data`. */
  #learn(type: number, data: Message["data"], nowMs: number): void {
    const remote = this.#told;
    if (!remote || remote.definition.type === undefined) return;
    const numbered = type === tableMessage.update || type === tableMessage.timedUpdate;
    remote.lastNumber = numbered ? data.word() : (remote.lastNumber + 1) >>> 0;
    const timed = type === tableMessage.timedUpdate || type === tableMessage.nextTimedUpdate;
    const leftMs = timed ? data.word() : undefined;
    const key = readKey(data, remote.definition.type, remote.definition.keyBytes);
    if (data.bad) return;
    const table = remote.shared?.table;
    const entry = table?.learn(key, nowMs, leftMs);
    const target = table && entry && { table, entry };
    readData(data, remote.definition.columns, target, { nowMs, names: this.#names.read });
    this.counts.updatesIn++;
  }

  #acknowledge(): void {
    for (const [id, remote] of this.#remotes) {
      if (remote.lastNumber === remote.acknowledged) continue;
      remote.acknowledged = remote.lastNumber;
      writeTableMessage(this.#out, "acknowledge", (data) => {
        data.varint(id);
        data.word(remote.lastNumber);
      });
    }
  }

  *#teach(nowMs: number): Generator<void> {
    for (const shared of this.#options.tables) {
      for (const { key } of shared.table.entries(nowMs)) {
        shared.pending.delete(key);
        this.#tell(shared, key, nowMs);
        yield;
      }
    }
    // Who ends has nothing more to learn.
    this.#control(this.#options.lesson.isDone || this.#options.teaches ? "finished" : "partial");
  }

  #tell(shared: SharedTable, key: string, nowMs: number): void {
    const { table } = shared;
    const entry = table.find(key, nowMs);
    if (!entry) return;
    this.#turnTo(shared);
    const { timed } = this.#options;
    const leftMs = Number.isFinite(entry.expiresMs) ? Math.max(1, Math.floor(entry.expiresMs - nowMs)) : 0;
    writeTableMessage(this.#out, timed ? "timedUpdate" : "update", (data) => {
      data.word(shared.number(key));
      if (timed) data.word(leftMs);
      writeKey(data, table.spec, key);
      writeData(data, table, entry, { nowMs, names: this.#names.write });
    });
    this.counts.updatesOut++;
  }

  #turnTo(shared: SharedTable): void {
    if (this.#telling === shared) return;
    this.#telling = shared;
    const id = this.#options.tables.indexOf(shared) + 1;
    const isNew = !this.#defined.has(shared);
    this.#defined.add(shared);
    writeTableMessage(this.#out, isNew ? "definition" : "switch", (data) => {
      if (isNew) writeDefinition(data, id, shared.table);
      else data.varint(id);
    });
  }
}
