import { existsSync, type FSWatcher, readFileSync, watch, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { messageOf } from "../../../base/message-of.ts";
import type { TrackFile } from "../../../config/keepalived/track-config.ts";
import { trackedNumber } from "../../../vrrp/tracked-file.ts";
import type { VrrpLog } from "../log.ts";

type OnValue = (name: string, value: number) => void;

/** A shell's `echo 5 >file` empties the file before it writes: it is read when it has been left alone so long. */
const quietMs = 10;
/** An empty file may be one that is being written. */
const emptyMs = 50;
/** Where the folder cannot be watched. */
const lookMs = 1000;

/** The files of `vrrp_track_file` that instances watch. */
export class FileSet implements Disposable {
  readonly #log: VrrpLog;
  readonly #onValue: OnValue;
  readonly #watched = new Map<string, WatchedFile>();

  constructor(log: VrrpLog, onValue: OnValue) {
    this.#log = log;
    this.#onValue = onValue;
  }

  /** Watches these and no others; every value is told again. */
  follow(files: readonly TrackFile[]): void {
    for (const [name, watched] of this.#watched) {
      if (files.some((file) => isDeepStrictEqual(file, watched.file))) continue;
      watched[Symbol.dispose]();
      this.#watched.delete(name);
    }
    for (const file of files) {
      const watched = this.#watched.get(file.name) ?? new WatchedFile(file, this.#log, this.#onValue);
      this.#watched.set(file.name, watched);
      this.#onValue(file.name, watched.value);
    }
  }

  [Symbol.dispose](): void {
    for (const watched of this.#watched.values()) watched[Symbol.dispose]();
    this.#watched.clear();
  }
}

class WatchedFile implements Disposable {
  readonly file: TrackFile;
  readonly #log: VrrpLog;
  readonly #onValue: OnValue;
  readonly #watcher: FSWatcher | undefined;
  readonly #poll: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  value = 0;

  constructor(file: TrackFile, log: VrrpLog, onValue: OnValue) {
    this.file = file;
    this.#log = log;
    this.#onValue = onValue;
    this.#init();
    this.#watcher = this.#watch();
    if (this.#watcher === undefined) this.#poll = setInterval(() => this.#read(), lookMs);
    this.value = this.#number(this.#text()) ?? 0;
  }

  [Symbol.dispose](): void {
    this.#watcher?.close();
    clearInterval(this.#poll);
    clearTimeout(this.#timer);
  }

  #init(): void {
    const { init, path } = this.file;
    if (init === undefined || (existsSync(path) && !init.overwrite)) return;
    try {
      writeFileSync(path, `${init.value}\n`, { mode: 0o600 });
    } catch (error) {
      this.#log.warning(`track_file ${this.file.name}: ${messageOf(error)}`);
    }
  }

  /** Its folder: the file may come, go, and be put in place of another. */
  #watch(): FSWatcher | undefined {
    const { path } = this.file;
    try {
      const watcher = watch(dirname(path), (_, name) => {
        if (name === null || name === basename(path)) this.#soon(quietMs);
      });
      watcher.on("error", (error) => this.#log.warning(`track_file ${this.file.name}: ${messageOf(error)}`));
      return watcher;
    } catch (error) {
      this.#log.warning(
        `track_file ${this.file.name}: ${messageOf(error)}; looked at every ${lookMs / 1000} s`,
      );
      return undefined;
    }
  }

  #soon(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const text = this.#text();
      if (text === "" && delayMs < emptyMs) this.#soon(emptyMs);
      else this.#read();
    }, delayMs);
  }

  #read(): void {
    const value = this.#number(this.#text());
    if (value === undefined || value === this.value) return;
    this.value = value;
    this.#onValue(this.file.name, value);
  }

  #number(text: string | undefined): number | undefined {
    const value = trackedNumber(text ?? "");
    if (value === undefined) {
      this.#log.warning(`Invalid number ${text?.trim()} read from ${this.file.path} - ignoring`);
    }
    return value;
  }

  #text(): string | undefined {
    try {
      return readFileSync(this.file.path, "utf8");
    } catch {
      return undefined;
    }
  }
}
