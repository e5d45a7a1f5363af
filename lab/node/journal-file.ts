import { appendFileSync, renameSync, statSync } from "node:fs";

/** Then a new file is begun; the one before is kept beside it as `syslog.1`. */
const maximumBytes = 16 * 1024 * 1024;

/** Appends lines to a log file that does not grow for ever. What cannot be written is lost, as in every syslog. */
export class JournalFile {
  readonly #path: string;
  #sizeBytes: number;

  constructor(path: string) {
    this.#path = path;
    this.#sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  append(lines: readonly string[]): void {
    const text = lines.map((line) => `${line}\n`).join("");
    try {
      if (this.#sizeBytes > maximumBytes) this.#rotate();
      appendFileSync(this.#path, text);
      this.#sizeBytes += Buffer.byteLength(text);
    } catch {
      // No room: the daemons that log must not stop for it.
    }
  }

  #rotate(): void {
    renameSync(this.#path, `${this.#path}.1`);
    this.#sizeBytes = 0;
  }
}
