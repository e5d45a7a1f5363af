/** Datagrams that are read at a time: a storm of them gives no more work than this. */
const mostRead = 16;
/** That are kept until somebody wants to know. */
const mostKept = 4;

/** Where heartbeats leave and arrive: beside a connection. */
export interface BeatPath {
  sendBeat(bytes: Uint8Array): void;
  receiveBeat(): Uint8Array | undefined;
}

/** The heartbeats of one connection, of which many leave and arrive before anybody has to think about them. */
export class Pulse {
  readonly #path: BeatPath;
  #next: readonly Uint8Array[] = [];
  #sent = 0;
  #heard: { readonly bytes: Uint8Array; readonly atMs: number }[] = [];

  constructor(path: BeatPath) {
    this.#path = path;
  }

  /** What is to be sent from now on; the very first one at once. */
  prepare(beats: readonly Uint8Array[]): void {
    const isFirst = this.#next.length === 0;
    this.#next = beats;
    this.#sent = 0;
    if (isFirst) this.beat();
  }

  /** One leaves, if there is one. */
  beat(): void {
    const bytes = this.#next[this.#sent];
    if (bytes === undefined) return;
    this.#sent += 1;
    this.#path.sendBeat(bytes);
  }

  /** What has arrived by now is kept, the latest of it. */
  listen(atMs: number): void {
    for (let count = 0; count < mostRead; count++) {
      const bytes = this.#path.receiveBeat();
      if (bytes === undefined) return;
      if (this.#heard.length === mostKept) this.#heard.shift();
      this.#heard.push({ bytes: bytes.slice(), atMs });
    }
  }

  /** Takes what was kept. */
  heard(): readonly { readonly bytes: Uint8Array; readonly atMs: number }[] {
    return this.#heard.length === 0 ? this.#heard : this.#heard.splice(0);
  }
}
