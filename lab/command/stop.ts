import type { Text } from "../../agent/base/text.ts";
import { Interrupted, type StopSignal, stopSignals } from "./interrupted.ts";

/** A terminal signals its whole group, and npm and the launcher pass the signal on: within this time it is one. */
const echoMs = 300;

export const underWay: Text = {
  fr: "Nettoyage en cours, encore un instant…",
  en: "Cleaning up, one moment…",
};

/** Where stop signals come from; `process` is one. */
export interface SignalSource {
  on(signal: StopSignal | "disconnect", listener: () => void): unknown;
}

export interface StopOptions {
  readonly source: SignalSource;
  readonly nowMs: () => number;
  /** Whether losing the parent counts as SIGHUP: the launcher that started us was killed. */
  readonly endsWithParent: boolean;
  /** Called for each further signal: it must not skip the clean-up. */
  readonly onAgain: () => void;
}

export interface StopControl {
  readonly signal: AbortSignal;
  /** Ends the commands for another reason than a signal. */
  abort(reason: unknown): void;
}

/** Turns the first stop signal into an abort with an `Interrupted` as its reason. */
export function abortOnStop({ source, nowMs, endsWithParent, onAgain }: StopOptions): StopControl {
  const controller = new AbortController();
  let lastMs = Number.NEGATIVE_INFINITY;
  const stop = (signal: StopSignal) => {
    const isEcho = nowMs() - lastMs < echoMs;
    lastMs = nowMs();
    if (isEcho) return;
    if (controller.signal.aborted) onAgain();
    else controller.abort(new Interrupted(signal));
  };
  for (const signal of stopSignals) source.on(signal, () => stop(signal));
  if (endsWithParent) source.on("disconnect", () => stop("SIGHUP"));
  return { signal: controller.signal, abort: (reason) => controller.abort(reason) };
}
