/**
 * A script or an interface that an instance watches. `reverse`: a positive weight is taken away while it is up, a negative
 * one added while it is down, and with weight 0 up means FAULT.
 */
export interface Tracked {
  readonly name: string;
  readonly weight: number;
  readonly reverse: boolean;
}

export interface TrackedScript extends Tracked {
  readonly initFail: boolean;
}

/** A `vrrp_track_file`: the number in it times the weight is added to the priority. */
export interface TrackFile extends Tracked {
  readonly path: string;
  /** Written at the start where there is no file, or in any case. */
  readonly init?: { readonly value: number; readonly overwrite: boolean };
}

/** A `vrrp_track_process`: up while at least `quorum` and at most `quorumMax` of them run. */
export interface TrackProcess extends Tracked {
  /** Its name, or its path and its parameters. */
  readonly argv: readonly string[];
  /** `partial`: more parameters may follow; `initial`: the last one may be longer. */
  readonly paramMatch?: "initial" | "partial";
  readonly fullCommand: boolean;
  readonly quorum: number;
  readonly quorumMax: number;
  readonly forkDelayMs: number;
  readonly terminateDelayMs: number;
}
