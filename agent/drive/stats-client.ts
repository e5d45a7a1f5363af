import type { Socket } from "node:net";
import { graded, type Level, type SeverityOutput } from "../stats/command/command.ts";
import { splitCommands } from "../stats/command/run.ts";
import { LineReader } from "./stats-line.ts";
import type { StatsWorld } from "./stats-world.ts";

export interface StatsClientOptions {
  readonly world: StatsWorld;
  readonly level: Level;
  /** Whether messages say how grave they are. */
  readonly severity: SeverityOutput;
  /** A connection that says nothing for so long ends. */
  readonly timeoutMs: number;
}

/**
 * A connection to the statistics socket. Without `prompt` it ends behind its first line, as scripts expect; what it
 * is told to do happens in order, each command sees what those before it changed.
 */
export class StatsClient {
  readonly #socket: Socket;
  readonly #world: StatsWorld;
  readonly #reader = new LineReader();
  #level: Level;
  #prompt = false;
  #severity: SeverityOutput;
  #payload: { readonly commands: readonly string[]; readonly lines: string[] } | undefined;
  #over = false;

  constructor(socket: Socket, { world, level, severity, timeoutMs }: StatsClientOptions) {
    this.#severity = severity;
    this.#socket = socket;
    this.#world = world;
    this.#level = level;
    socket.setTimeout(timeoutMs, () => socket.destroy());
    socket.on("error", () => socket.destroy());
    socket.on("end", () => this.#end());
    socket.on("data", (bytes: Buffer) => this.#read(bytes.toString("latin1")));
  }

  #read(piece: string): void {
    const lines = this.#over ? [] : this.#reader.push(piece);
    if (!lines) {
      this.#write("Command too long.\n");
      this.#end();
      return;
    }
    for (const line of lines) if (!this.#over) this.#answerLine(line);
    this.#wait();
  }

  /** A reader that takes nothing gets no more commands done. */
  #wait(): void {
    if (!this.#socket.writableNeedDrain || this.#over) return;
    this.#socket.pause();
    this.#socket.once("drain", () => this.#socket.resume());
  }

  #answerLine(line: string): void {
    if (this.#payload !== undefined) {
      this.#readPayload(line);
      return;
    }
    const opened = /^(.*)<<\s*$/s.exec(line)?.[1];
    if (opened !== undefined) {
      this.#payload = { commands: splitCommands(opened), lines: [] };
      this.#askForMore();
      return;
    }
    const commands = splitCommands(line);
    // Without a terminal an empty line is a command that there is not.
    this.#answerAll(commands.length === 0 && !this.#prompt ? [""] : commands);
  }

  /** An empty line ends what began with `<<`: it is for the last command of that line. */
  #readPayload(line: string): void {
    const payload = this.#payload;
    if (!payload) return;
    if (line !== "") {
      payload.lines.push(line);
      this.#askForMore();
      return;
    }
    this.#payload = undefined;
    this.#answerAll(payload.commands, `${payload.lines.join("\n")}\n`);
  }

  #askForMore(): void {
    if (this.#prompt) this.#write("+ ");
  }

  #answerAll(commands: readonly string[], payload?: string): void {
    let text = commands.length === 0 && this.#prompt ? "\n> " : "";
    for (const [at, command] of commands.entries()) {
      if (!this.#over) text += this.#answer(command, at === commands.length - 1 ? payload : undefined);
    }
    this.#write(text);
    if (this.#over || !this.#prompt) this.#end();
  }

  #answer(command: string, payload?: string): string {
    const reply = this.#world.command(command, this.#level, payload);
    this.#level = reply.level ?? this.#level;
    if (reply.prompt) this.#prompt = !this.#prompt;
    if (reply.timeoutMs !== undefined) this.#socket.setTimeout(reply.timeoutMs);
    this.#severity = reply.severityOutput ?? this.#severity;
    this.#over = reply.quit === true;
    return this.#over ? "" : `${graded(reply, this.#severity)}\n${this.#prompt ? "> " : ""}`;
  }

  #write(text: string): void {
    if (this.#socket.writable && text !== "") this.#socket.write(text, "latin1");
  }

  /** What still comes is read and dropped: unread, it would turn the end into a reset. */
  #end(): void {
    this.#over = true;
    this.#socket.end();
    this.#socket.resume();
  }
}
