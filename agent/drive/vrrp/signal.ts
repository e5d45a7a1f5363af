/** What the daemon does when it is told to end, and when it is asked for something else. */
export interface SignalHandlers {
  /** SIGTERM, SIGINT: once. */
  readonly onStop: () => void;
  /** SIGHUP. */
  readonly onReload: () => void;
  /** SIGUSR1, SIGUSR2: must not end the daemon. */
  readonly onOther: (signal: NodeJS.Signals) => void;
  /** An error that nobody caught: the last moment to leave in order. */
  readonly onCrash: (error: Error) => void;
}

/** Listens to the signals of keepalived(8); disposing gives them back. */
export function listenToSignals({ onStop, onReload, onOther, onCrash }: SignalHandlers): Disposable {
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
  for (const signal of ["SIGUSR1", "SIGUSR2"] as const) listen(signal, () => onOther(signal));
  process.on("uncaughtException", onCrash);
  resources.defer(() => process.off("uncaughtException", onCrash));
  return resources;
}
