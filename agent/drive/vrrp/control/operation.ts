import { isDeepStrictEqual } from "node:util";
import type { KeepalivedConfig, MetricsAddress } from "../../../config/keepalived/config.ts";
import type { VrrpLog } from "../log.ts";
import type { Ledger } from "../report/ledger.ts";
import { openMetrics } from "./metrics-server.ts";
import { openControlSocket } from "./socket.ts";

export interface OperationOptions {
  readonly ledger: Ledger;
  readonly log: VrrpLog;
  readonly controlPath: string;
}

/** Where a running daemon can be asked: the control socket, and the metrics where the file wants them. */
export class Operation implements Disposable {
  readonly #options: OperationOptions;
  readonly #control: Disposable;
  #address: MetricsAddress | undefined;
  #metrics: Disposable | undefined;

  constructor(options: OperationOptions) {
    this.#options = options;
    this.#control = openControlSocket(options.controlPath, options.ledger, options.log);
  }

  /** After the start, and after SIGHUP. */
  follow(config: KeepalivedConfig): void {
    const { ledger, log } = this.#options;
    ledger.follow(config);
    const { metrics: address } = config.global;
    if (isDeepStrictEqual(address, this.#address)) return;
    this.#metrics?.[Symbol.dispose]();
    this.#address = address;
    this.#metrics = address && openMetrics(address, ledger, log);
  }

  [Symbol.dispose](): void {
    this.#control[Symbol.dispose]();
    this.#metrics?.[Symbol.dispose]();
  }
}
