import { constants } from "node:os";
import { onSignalNumbers } from "../../net/signal-number.ts";

/** What `--signum` answers: the numbers of keepalived 2.2.7. JSON is SIGRTMIN+2, STATS_CLEAR SIGRTMAX−1. */
export const signalNumbers = {
  STOP: constants.signals.SIGTERM,
  RELOAD: constants.signals.SIGHUP,
  DATA: constants.signals.SIGUSR1,
  STATS: constants.signals.SIGUSR2,
  STATS_CLEAR: 63,
  JSON: 36,
} as const;

/** What the daemon does when it is told to end, and when it is asked for something else. */
export interface SignalHandlers {
  /** SIGTERM, SIGINT: once. */
  readonly onStop: () => void;
  /** SIGHUP. */
  readonly onReload: () => void;
  /** SIGUSR1, SIGUSR2 and the two without a name: must not end the daemon. */
  readonly onReport: (kind: "DATA" | "STATS" | "STATS_CLEAR" | "JSON") => void;
  /** An error that nobody caught: the last moment to leave in order. */
  readonly onCrash: (error: Error) => void;
}

/** Listens to the signals of keepalived(8); disposing gives them back. */
export function listenToSignals({ onStop, onReload, onReport, onCrash }: SignalHandlers): Disposable {
  const resources = new DisposableStack();
  const listen = (signal: NodeJS.Signals, listener: () => void) => {
    process.on(signal, listener);
    resources.defer(() => process.off(signal, listener));
  };
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    listen(signal, () => {
      if (!stopping) onStop();
      stopping = true;
    });
  }
  listen("SIGHUP", onReload);
  listen("SIGUSR1", () => onReport("DATA"));
  listen("SIGUSR2", () => onReport("STATS"));
  const nameless = ["STATS_CLEAR", "JSON"] as const;
  const report = (number: number) => {
    for (const kind of nameless) if (signalNumbers[kind] === number) onReport(kind);
  };
  resources.use(
    onSignalNumbers(
      nameless.map((kind) => signalNumbers[kind]),
      report,
    ),
  );
  process.on("uncaughtException", onCrash);
  resources.defer(() => process.off("uncaughtException", onCrash));
  return resources;
}
