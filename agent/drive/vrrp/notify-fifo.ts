import { chownSync, closeSync, constants, existsSync, openSync, rmSync, writeSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { messageOf } from "../../base/message-of.ts";
import type { NotifyFifo, NotifyScript } from "../../config/keepalived/notify-config.ts";
import { makeFifo } from "../../net/fifo.ts";
import { type Launched, launch } from "./launch.ts";
import type { VrrpLog } from "./log.ts";
import { type Account, findAccount } from "./script-user.ts";

export interface FifoOptions {
  readonly log: VrrpLog;
  readonly accountOf: (script: NotifyScript) => Account | undefined;
}

/** As the original makes them. */
const mode = 0o600;

/** The FIFOs of `vrrp_notify_fifo` and `notify_fifo`: lines are written without ever waiting for a reader. */
export class NotifyFifos implements Disposable {
  readonly #options: FifoOptions;
  #open: readonly OpenFifo[] = [];

  constructor(options: FifoOptions) {
    this.#options = options;
  }

  /** What stays as it was stays open. */
  follow(fifos: readonly NotifyFifo[]): void {
    const stays = (fifo: NotifyFifo) => this.#open.find((open) => isDeepStrictEqual(open.fifo, fifo));
    const next = fifos.flatMap((fifo) => stays(fifo) ?? openFifo(fifo, this.#options) ?? []);
    for (const open of this.#open) if (!next.includes(open)) open[Symbol.dispose]();
    this.#open = next;
  }

  readonly tell = (line: string): void => {
    for (const open of this.#open) open.write(line);
  };

  [Symbol.dispose](): void {
    for (const open of this.#open) open[Symbol.dispose]();
    this.#open = [];
  }
}

function openFifo(fifo: NotifyFifo, options: FifoOptions): OpenFifo | undefined {
  try {
    return new OpenFifo(fifo, options);
  } catch (error) {
    options.log.warning(`Unable to create vrrp_notify fifo ${fifo.path}: ${messageOf(error)}`);
    return undefined;
  }
}

class OpenFifo implements Disposable {
  readonly fifo: NotifyFifo;
  readonly #options: FifoOptions;
  readonly #descriptor: number;
  /** One that was there before stays. */
  readonly #made: boolean;
  readonly #reader: Launched | undefined;
  #lost = 0;

  constructor(fifo: NotifyFifo, options: FifoOptions) {
    this.fifo = fifo;
    this.#options = options;
    this.#made = !existsSync(fifo.path) && make(fifo);
    // For reading too: then neither opening nor writing needs a reader, and nobody's end is a SIGPIPE.
    this.#descriptor = openSync(fifo.path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_APPEND);
    this.#reader = this.#startReader();
  }

  write(line: string): void {
    try {
      writeSync(this.#descriptor, `${line}\n`);
      if (this.#lost > 0) this.#warn(`${this.#lost} lines were lost: nobody read them`);
      this.#lost = 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") this.#warn(messageOf(error));
      else if (this.#lost++ === 0) this.#warn("it is full, nobody reads it: lines are lost");
    }
  }

  [Symbol.dispose](): void {
    const id = this.#reader?.pid;
    try {
      if (id !== undefined) process.kill(-id, "SIGTERM");
    } catch {
      // It has ended by itself.
    }
    closeSync(this.#descriptor);
    if (this.#made) rmSync(this.fifo.path, { force: true });
  }

  #startReader(): Launched | undefined {
    const { script, path } = this.fifo;
    if (script === undefined) return undefined;
    const account = this.#options.accountOf(script);
    if (account === undefined) {
      this.#warn(
        `its script ${script.argv[0]} is not run: no user ${script.user}, or no group ${script.group}`,
      );
      return undefined;
    }
    return launch([...script.argv, path], account, (end) => {
      if (end.kind === "error") this.#warn(`its script ${script.argv[0]} failed: ${end.reason}`);
    });
  }

  #warn(message: string): void {
    this.#options.log.warning(`FIFO ${this.fifo.path}: ${message}`);
  }
}

/** Throws when it has a user or group that this machine does not know. */
function make({ path, user, group }: NotifyFifo): true {
  const account = user === undefined ? undefined : findAccount(user, group);
  if (user !== undefined && account === undefined) throw new Error(`no user ${user}, or no group ${group}`);
  makeFifo(path, mode);
  if (account !== undefined) chownSync(path, account.uid, account.gid);
  return true;
}
