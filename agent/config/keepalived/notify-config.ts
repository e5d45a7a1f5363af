/** A notify line: run through no shell unless the file asks for one. */
export interface NotifyScript {
  readonly argv: readonly string[];
  readonly user?: string;
  readonly group?: string;
}

export type NotifyKind = "master" | "backup" | "fault" | "stop" | "deleted" | "lower" | "any";
export type NotifyScripts = Readonly<Partial<Record<NotifyKind, NotifyScript>>>;

/** Where a line is written for every change of state, and who reads it. */
export interface NotifyFifo {
  readonly path: string;
  /** Whom it belongs to when it is made here. */
  readonly user?: string;
  readonly group?: string;
  /** Run for as long as the daemon runs, with the FIFO's path as its last word. */
  readonly script?: NotifyScript;
}
