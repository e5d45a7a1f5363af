/** A `peers` section at one moment. */
export interface PeersView {
  readonly name: string;
  /** Of whom it still learns: the process that it replaces, another machine; `done`: it knows all that there is. */
  readonly lesson: "local" | "remote" | "done";
  readonly peers: readonly PeerView[];
}

export interface PeerView {
  readonly name: string;
  readonly isLocal: boolean;
  /** `ip:port`. */
  readonly address: string;
  readonly connected: boolean;
  /** The status that it greeted with last; 0: it did not answer; undefined: it was never asked. */
  readonly lastStatus: number | undefined;
  /** How long ago that was, where it is connected. */
  readonly greetedMs: number | undefined;
  readonly counts: { readonly updatesIn: number; readonly updatesOut: number } | undefined;
  /** Entries of each shared table that it is still to be told of. */
  readonly tables: readonly { readonly name: string; readonly pending: number }[];
}
