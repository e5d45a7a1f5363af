import { exitCodes } from "./exit-code.ts";

const codeOf = {
  SIGINT: exitCodes.interrupted.code,
  SIGTERM: exitCodes.terminated.code,
  SIGHUP: exitCodes.hangup.code,
} as const;

export type StopSignal = keyof typeof codeOf;
export const stopSignals = Object.keys(codeOf) as readonly StopSignal[];

/** The reason of `context.signal`: the user, or the system, asked bascule to end. */
export class Interrupted extends Error {
  readonly stopSignal: StopSignal;

  constructor(stopSignal: StopSignal) {
    super(`interrupted by ${stopSignal}`);
    this.name = "Interrupted";
    this.stopSignal = stopSignal;
  }

  /** 128 plus the signal's number, as shells count. */
  get exitCode(): number {
    return codeOf[this.stopSignal];
  }
}
