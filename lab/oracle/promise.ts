/** What the configuration files of a lab promise, as plain data: the oracle and the checks need nothing else. */
export interface Promised {
  readonly vip: string;
  readonly balancers: readonly PromisedBalancer[];
  readonly servers: readonly PromisedServer[];
  /** The balance algorithm of the backend that answers on the VIP, as written. */
  readonly algorithm: string;
}

/** One side of the VRRP pair. */
export interface PromisedBalancer {
  readonly node: string;
  /** Its own address on the network of the virtual IP. */
  readonly address: string;
  readonly virtualRouterId: number;
  /** With every weighted script succeeding. */
  readonly priority: number;
  readonly advertMs: number;
  /** Of VRRP; 2 where absent. */
  readonly version?: 2 | 3;
  readonly virtualAddresses: readonly string[];
  readonly preempts: boolean;
  /** Its daemon holds a watch connection to others that do: an owner's end is known before its adverts are missed. */
  readonly watches?: true;
  /** The kernel closes its addresses when its daemon hangs. */
  readonly leases?: true;
  /** After a start, how long its weighted scripts may take until the priority is whole. */
  readonly settleMs: number;
}

/** One `server` line; `expectedShare` is what the algorithm gives it while all are up. */
export interface PromisedServer {
  readonly name: string;
  /** The node that owns the address, when the topology has one. */
  readonly node?: string;
  readonly backup: boolean;
  readonly checked: boolean;
  /** The time between two health checks by one balancer; absent when it is not checked. */
  readonly checkMs?: number;
  readonly expectedShare: number;
}
