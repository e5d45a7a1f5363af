import type { Level } from "../../stats/command/command.ts";

/** What a worker tells its master: that it listens, or what it has to say to a command. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly id: number; readonly text: string; readonly level: Level };

/** A command that somebody gave to the master for a worker. */
export interface CommandMessage {
  readonly kind: "command";
  readonly id: number;
  readonly text: string;
  readonly level: Level;
  readonly payload?: string;
}

/** What becomes of a command: its answer, and the level of the session from then on. */
export interface Answer {
  readonly text: string;
  readonly level: Level;
}
