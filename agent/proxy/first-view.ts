import type { Transaction } from "../acl/transaction.ts";
import type { ConnectionView, RequestView } from "../acl/view.ts";
import type { RequestHead } from "../http/head.ts";
import type { RequestScan } from "../http/request-scan.ts";
import type { Front } from "./route.ts";

/**
 * A request as rules see it, and change it; of the head nothing is made text until it is asked for.
 */
export class FirstView implements RequestView {
  connection: ConnectionView;
  readonly backend: RequestView["backend"];
  readonly transaction: Transaction;
  readonly world: Front["world"];
  /** The head as a rule has left it. */
  changed: RequestHead | undefined;
  readonly #scan: RequestScan;

  constructor(front: Front, connection: ConnectionView, scan: RequestScan, transaction: Transaction) {
    this.connection = connection;
    this.backend = front.backend;
    this.transaction = transaction;
    this.world = front.world;
    this.#scan = scan;
  }

  get head(): RequestHead | undefined {
    return this.changed ?? this.#scan.head;
  }

  set head(head: RequestHead | undefined) {
    this.changed = head;
  }
}
