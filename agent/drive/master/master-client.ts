import type { Socket } from "node:net";
import { originalVersion } from "../../config/haproxy/version.ts";
import type { Level } from "../../stats/command/command.ts";
import { allows, helpReply, unknownReply } from "../../stats/command/help.ts";
import { splitCommands } from "../../stats/command/run.ts";
import { LineReader } from "../stats-line.ts";
import { masterCommands } from "./master-command.ts";
import type { WorkerProcess } from "./worker-process.ts";

/** What the socket of the master looks at and changes. */
export interface Household {
  /** By what stands behind the `@`. */
  worker(prefix: string): WorkerProcess | undefined;
  /** `show proc`. */
  readonly processes: string;
  reload(): void;
}

export interface MasterClientOptions {
  readonly household: Household;
  readonly level: Level;
  readonly timeoutMs: number;
}

/** What a command came to; `quit`: the connection is over. */
interface Said {
  readonly text: string;
  readonly quit?: true;
}

/**
 * A connection to the socket of `-S`: commands are for the master, or with `@1` or `@!PID` before them for a worker,
 * which alone stays so for all that follow. They are done one after the other.
 */
export class MasterClient {
  readonly #socket: Socket;
  readonly #household: Household;
  readonly #reader = new LineReader();
  #level: Level;
  #prompt = false;
  /** Behind the `@`; empty: the master. */
  #target = "";
  #payload: { readonly commands: readonly string[]; readonly lines: string[] } | undefined;
  #over = false;
  #work = Promise.resolve();

  constructor(socket: Socket, { household, level, timeoutMs }: MasterClientOptions) {
    this.#socket = socket;
    this.#household = household;
    this.#level = level;
    socket.setTimeout(timeoutMs, () => socket.destroy());
    socket.on("error", () => socket.destroy());
    socket.on("end", () => this.#then(async () => this.#end()));
    socket.on("data", (bytes: Buffer) => this.#read(bytes.toString("latin1")));
  }

  #then(step: () => Promise<void>): void {
    this.#work = this.#work.then(() => (this.#over ? undefined : step()));
  }

  #read(piece: string): void {
    const lines = this.#reader.push(piece);
    if (!lines) this.#then(async () => this.#end("Command too long.\n"));
    for (const line of lines ?? []) this.#then(() => this.#line(line));
  }

  async #line(line: string): Promise<void> {
    const payload = this.#payload;
    const opened = /^(.*)<<\s*$/s.exec(line)?.[1];
    if (payload && line !== "") {
      payload.lines.push(line);
      if (this.#prompt) this.#write("+ ");
    } else if (payload) {
      this.#payload = undefined;
      await this.#all(payload.commands, `${payload.lines.join("\n")}\n`);
    } else if (opened !== undefined) {
      this.#payload = { commands: splitCommands(opened), lines: [] };
      if (this.#prompt) this.#write("+ ");
    } else await this.#all(splitCommands(line));
  }

  async #all(commands: readonly string[], payload?: string): Promise<void> {
    if (commands.length === 0 && this.#prompt) this.#write(this.#sign);
    for (const [at, command] of commands.entries()) {
      const said = await this.#one(command, at === commands.length - 1 ? payload : undefined);
      this.#write(said.text + (this.#prompt && !said.quit ? this.#sign : ""));
      if (said.quit) {
        this.#end();
        return;
      }
    }
    if (!this.#prompt) this.#end();
  }

  /** `master> `, or the number of the worker that commands go to. */
  get #sign(): string {
    const worker = this.#target === "" ? undefined : this.#household.worker(this.#target);
    return `${worker?.pid ?? "master"}> `;
  }

  async #one(command: string, payload?: string): Promise<Said> {
    const [, prefix, rest = ""] = /^@(\S*)\s*(.*)$/s.exec(command) ?? [];
    const target = prefix === undefined ? this.#target : prefix === "master" ? "" : prefix;
    const worker = target === "" ? undefined : this.#household.worker(target);
    if (target !== "" && !worker)
      return { text: `Can't find the target PID matching the prefix '@${target}'\n`, quit: true };
    if (prefix !== undefined && rest === "") {
      this.#target = target;
      return { text: "" };
    }
    const text = prefix === undefined ? command : rest;
    return worker ? this.#pass(worker, text, payload) : this.#own(text);
  }

  async #pass(worker: WorkerProcess, text: string, payload?: string): Promise<Said> {
    if (text === "quit") return { text: "", quit: true };
    if (text === "prompt") return this.#own(text);
    const answer = await worker.command(text, this.#level, payload);
    if (!answer) return { text: `Worker ${worker.pid} has ended.\n`, quit: true };
    this.#level = answer.level;
    return { text: `${answer.text}\n` };
  }

  #own(text: string): Said {
    const words = text.split(/\s+/);
    const command = masterCommands.find((row) => row.words.every((word, at) => words[at] === word));
    if (words[0] === "help")
      return {
        text: `${helpReply(words.slice(1).join(" ") || undefined, masterCommands, this.#level).text}\n`,
      };
    if (!command) return { text: `${unknownReply(words, masterCommands, this.#level).text}\n` };
    if (!allows(this.#level, command)) return { text: "Permission denied\n\n" };
    const reply = command.run({ household: this.#household, level: this.#level, version: originalVersion });
    this.#level = reply.level ?? this.#level;
    if (reply.prompt) this.#prompt = !this.#prompt;
    return { text: reply.prompt ? "" : reply.text, ...(reply.quit ? { quit: true } : {}) };
  }

  #write(text: string): void {
    if (this.#socket.writable && text !== "") this.#socket.write(text, "latin1");
  }

  /** What still comes is read and dropped: unread, it would turn the end into a reset. */
  #end(text = ""): void {
    this.#over = true;
    this.#write(text);
    this.#socket.end();
    this.#socket.resume();
  }
}
