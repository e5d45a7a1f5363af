import type { Socket } from "node:net";
import type { Level } from "../stats/command/command.ts";
import { runCommand, splitCommands } from "../stats/command/run.ts";
import { LineReader } from "./stats-line.ts";
import type { StatsWorld } from "./stats-world.ts";

export interface StatsClientOptions {
  readonly world: StatsWorld;
  readonly level: Level;
  /** A connection that says nothing for so long ends. */
  readonly timeoutMs: number;
}

/**
 * A connection to the statistics socket. Without `prompt` it ends behind its first line, as scripts expect; what it
 * is told to do happens in order, each command sees what those before it changed.
 */
export function serveStatsClient(socket: Socket, { world, level, timeoutMs }: StatsClientOptions): void {
  const reader = new LineReader();
  const state = { level, prompt: false, over: false };
  socket.setTimeout(timeoutMs, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("end", () => end());
  socket.on("data", (bytes: Buffer) => {
    const lines = reader.push(bytes.toString("latin1"));
    if (!lines) {
      end("Command too long.\n");
      return;
    }
    for (const line of lines) if (!state.over) answerLine(line);
    // A reader that takes nothing gets no more commands done.
    if (socket.writableNeedDrain && !state.over) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
  });

  function answerLine(line: string): void {
    const commands = splitCommands(line);
    let text = commands.length === 0 && state.prompt ? "\n> " : "";
    for (const command of commands) if (!state.over) text += answer(command);
    write(text);
    if (!state.prompt) end();
  }

  function answer(command: string): string {
    const reply = runCommand(command, { view: world.view(), level: state.level });
    for (const action of reply.actions ?? []) world.act(action);
    state.level = reply.level ?? state.level;
    if (reply.prompt) state.prompt = !state.prompt;
    if (reply.timeoutMs !== undefined) socket.setTimeout(reply.timeoutMs);
    if (reply.quit) {
      end();
      return "";
    }
    return `${reply.text}\n${state.prompt && !state.over ? "> " : ""}`;
  }

  function write(text: string): void {
    if (socket.writable && text !== "") socket.write(text, "latin1");
  }

  function end(text = ""): void {
    if (state.over) return;
    state.over = true;
    // Behind what the present line still has to say.
    queueMicrotask(() => {
      write(text);
      socket.end();
      socket.resume();
    });
  }
}
