import { Readable } from "node:stream";

/**
 * What a node prints, over all its starts. Nobody has to read it: what is not read is kept in memory, because a
 * full pipe would stop the daemon that prints.
 */
export class NodeOutput extends Readable {
  override _read(): void {}

  follow(source: Readable): void {
    source.on("data", (chunk: Buffer) => {
      if (!this.readableEnded && !this.destroyed) this.push(chunk);
    });
  }

  finish(): void {
    this.push(null);
  }
}
