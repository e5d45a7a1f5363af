import { type FileHandle, open } from "node:fs/promises";
import { type LabError, labError } from "../errors.ts";
import type { HistoryEvent } from "./event.ts";

/** Appends to a history, and tells those who follow the run live. */
export interface HistoryWriter {
  /** Never throws: what goes wrong with the file is told by `failure` and by `close`. */
  append(event: HistoryEvent): void;
  /** Calls `listener` with each event from now on; the returned function ends that. */
  subscribe(listener: (event: HistoryEvent) => void): () => void;
  /** The file cannot be written any more; the events still reach the listeners. */
  failure(): LabError | undefined;
  /** Writes what is left. Throws ERR_RESULTS_WRITE when any event did not reach the file. */
  close(): Promise<void>;
}

/** Creates or continues the file. Throws ERR_RESULTS_WRITE (no permission, read-only, no such folder, no space). */
export async function openHistory(file: string): Promise<HistoryWriter> {
  const handle = await open(file, "a").catch((cause) => {
    throw writeError(file, cause);
  });
  return new FileWriter(file, handle);
}

class FileWriter implements HistoryWriter {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #listeners = new Set<(event: HistoryEvent) => void>();
  #lines: string[] = [];
  #writing: Promise<void> | undefined;
  #failure: LabError | undefined;
  #closed: Promise<void> | undefined;

  constructor(file: string, handle: FileHandle) {
    this.#file = file;
    this.#handle = handle;
  }

  append(event: HistoryEvent): void {
    this.#lines.push(`${JSON.stringify(event)}\n`);
    this.#writing ??= this.#drain();
    for (const listener of this.#listeners) listener(event);
  }

  subscribe(listener: (event: HistoryEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  failure(): LabError | undefined {
    return this.#failure;
  }

  close(): Promise<void> {
    this.#closed ??= this.#finish();
    return this.#closed;
  }

  async #finish(): Promise<void> {
    await this.#writing;
    await this.#handle.close().catch((cause) => this.#fail(cause));
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** One write for all that has gathered while the one before was under way. */
  async #drain(): Promise<void> {
    await Promise.resolve();
    while (this.#lines.length > 0) {
      const text = this.#lines.join("");
      this.#lines = [];
      if (this.#failure === undefined)
        await this.#handle.appendFile(text).catch((cause) => this.#fail(cause));
    }
    this.#writing = undefined;
  }

  #fail(cause: unknown): void {
    this.#failure ??= writeError(this.#file, cause);
  }
}

const reasons: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  ENOSPC: { fr: "le disque est plein", en: "the disk is full" },
  EDQUOT: { fr: "votre quota est épuisé", en: "your quota is used up" },
  EROFS: { fr: "le système de fichiers est en lecture seule", en: "the file system is read-only" },
  EACCES: { fr: "vous n'avez pas le droit d'y écrire", en: "you may not write there" },
  EPERM: { fr: "vous n'avez pas le droit d'y écrire", en: "you may not write there" },
  ENOENT: { fr: "le dossier n'existe pas", en: "the folder does not exist" },
};

function writeError(file: string, cause: unknown): LabError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  const reason = reasons[code] ?? { fr: code, en: code };
  return labError(
    "ERR_RESULTS_WRITE",
    {
      fr: `${file} : l'historique ne peut pas être écrit, ${reason.fr}. Faites de la place ou choisissez un autre dossier avec --results`,
      en: `${file}: the history cannot be written, ${reason.en}. Make room, or choose another folder with --results`,
    },
    cause,
  );
}
