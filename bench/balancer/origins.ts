import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Daemon, listens } from "./daemon.ts";

const ports = [9001, 9002, 9003] as const;

/** Three servers that answer at once (HAProxy itself), and are killed (SIGKILL) and started again by turns. */
export class FailingOrigins implements AsyncDisposable {
  readonly #folder: string;
  readonly #daemons = new Map<number, Daemon>();
  kills = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async start(folder: string, haproxyStart: string): Promise<FailingOrigins> {
    const origins = new FailingOrigins(folder);
    const answer = 'http-request return status 200 content-type text/plain string "here"';
    for (const port of ports) {
      const text = `${haproxyStart}frontend o\n  bind 127.0.0.1:${port}\n  ${answer}\n`;
      writeFileSync(origins.#fileOf(port), text);
      await origins.#start(port);
    }
    return origins;
  }

  /** Of a backend. */
  readonly serverLines = ports
    .map((port) => `  server s${port} 127.0.0.1:${port} check inter 200ms fall 2 rise 1\n`)
    .join("");

  /** One is killed, `betweenMs` later it returns, `betweenMs` later the next one is killed, until told to end. */
  async failByTurns(betweenMs: number, end: AbortSignal): Promise<void> {
    for (; !end.aborted; this.kills++) {
      await pause(betweenMs);
      const port = ports[this.kills % ports.length] ?? ports[0];
      await this.#daemons.get(port)?.[Symbol.asyncDispose]();
      await pause(betweenMs);
      await this.#start(port);
    }
  }

  #fileOf(port: number): string {
    return join(this.#folder, `origin-${port}.cfg`);
  }

  async #start(port: number): Promise<void> {
    this.#daemons.set(port, new Daemon(["haproxy", "-q", "-db", "-f", this.#fileOf(port)], this.#folder));
    await listens(port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const daemon of this.#daemons.values()) await daemon[Symbol.asyncDispose]();
  }
}
