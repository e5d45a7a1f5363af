import type { Transaction } from "../acl/transaction.ts";
import type { ConnectionView, RequestView } from "../acl/view.ts";
import type { RequestHead } from "../http/head.ts";
import type { RequestScan } from "../http/request-scan.ts";
import type { Front } from "./route.ts";

/**
 * A request as rules see it before one has changed anything; of the head nothing is made text until it is asked for.
 * A copy `{...view, head}` needs its head.
 */
export class FirstView implements RequestView {
  readonly connection: ConnectionView;
  readonly backend: RequestView["backend"];
  readonly transaction: Transaction;
  readonly world: Front["world"];
  readonly #scan: RequestScan;

  constructor(front: Front, connection: ConnectionView, scan: RequestScan, transaction: Transaction) {
    this.connection = connection;
    this.backend = front.backend;
    this.transaction = transaction;
    this.world = front.world;
    this.#scan = scan;
  }

  get head(): RequestHead {
    return this.#scan.head;
  }
}
