import { isNews } from "../../../peer-watch/self.ts";
import { awaitsBeats } from "../../../peer-watch/silence.ts";
import type { WatchAction, WatchEvent, WatchState } from "../../../peer-watch/state.ts";
import { advanceWatch, initialWatch } from "../../../peer-watch/watch.ts";
import type { MasterGone } from "../../../vrrp/state.ts";
import { ConnectionSet } from "../watch/connection-set.ts";
import { Inquirer } from "../watch/inquirer.ts";
import { LateLog } from "../watch/late-log.ts";
import { Lookout } from "../watch/lookout.ts";
import type { WatchConnection, WatchNetwork } from "../watch/network.ts";
import { Removal } from "../watch/removal.ts";
import { listenFor, type Running } from "../watch/running.ts";
import { selfOf } from "../watch/self.ts";
import type { Companion, CompanionKind, Stepped, Subject } from "./companion.ts";

/** Watches the peer of an instance over a connection of its own, where the file says `watch`: docs/failover.md. */
export function watchCompanion(network: WatchNetwork): CompanionKind {
  return (subject) => new WatchCompanion(subject, network);
}

class WatchCompanion implements Companion {
  readonly #subject: Subject;
  readonly #network: WatchNetwork;
  readonly #queue: WatchEvent[] = [];
  readonly #log: LateLog;
  readonly #connections: ConnectionSet;
  readonly #inquirer: Inquirer;
  readonly #removal = new Removal();
  #state: WatchState = initialWatch();
  #running: Running | undefined;
  readonly #lookout: Lookout;
  #busy = false;
  #gone: MasterGone | undefined;

  constructor(subject: Subject, network: WatchNetwork) {
    this.#subject = subject;
    this.#network = network;
    this.#log = new LateLog(subject);
    this.#connections = new ConnectionSet({
      nonce: () => network.nonce(),
      tell: (event) => this.#tell(event),
    });
    this.#inquirer = new Inquirer({
      network,
      log: subject.log,
      answered: (who) => this.#tell({ kind: "answered", who }),
    });
    this.#lookout = new Lookout({
      clock: subject.clock,
      connections: this.#connections,
      look: () => this.#look(),
      round: () => this.#round(),
    });
  }

  stepped({ actions, event }: Stepped): void {
    if (event.kind === "slept") this.#tell({ kind: "slept" });
    if (actions.some(({ kind }) => kind === "add-addresses")) this.#removal.cancel();
    this.#follow();
    if (!this.#subject.state.linkUp) this.#inquirer[Symbol.dispose]();
    const self = selfOf(this.#subject);
    if (isNews(this.#state, self)) this.#tell({ kind: "self", self });
  }

  postponesRemoval(remove: () => void): boolean {
    if (this.#running === undefined || this.#state.links.length === 0) return false;
    this.#removal.await(remove);
    this.#tell({ kind: "letting-go", linkUp: this.#subject.state.linkUp });
    return true;
  }

  async settled(): Promise<void> {
    await this.#removal.done;
    this.#stop();
  }

  [Symbol.dispose](): void {
    this.#stop();
    this.#lookout[Symbol.dispose]();
  }

  /** The block, or the address of the interface, may have changed: other connections then. */
  #follow(): void {
    const { instance, state } = this.#subject;
    const address = state.primaryAddress;
    const running = this.#running;
    if (running?.instance === instance && running.place.address === address) return;
    this.#stop();
    const accept = (connection: WatchConnection, first: Uint8Array) =>
      this.#connections.accept(connection, first);
    this.#running = listenFor(this.#subject, this.#network, accept);
  }

  #stop(): void {
    const running = this.#running;
    if (running === undefined) return;
    this.#tell({ kind: "stop" });
    this.#running = undefined;
    running[Symbol.dispose]();
    this.#connections.clear();
    this.#inquirer[Symbol.dispose]();
    const { earlyAtMs, lastId } = this.#state;
    this.#state = { ...initialWatch(), earlyAtMs, lastId };
  }

  /** One event after the other: what an event does may be the next one. */
  #tell(event: WatchEvent): void {
    if (this.#running === undefined) return;
    this.#subject.look();
    this.#queue.push(event);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#advance(next);
    this.#busy = false;
    this.#lookout.set(this.#state);
    this.#tellGone();
    this.#log.write();
  }

  /** Once everything else is done: the machine acts at once, and tells us of it. */
  #tellGone(): void {
    const gone = this.#gone;
    this.#gone = undefined;
    if (gone === undefined) return;
    this.#subject.tell(gone);
    this.#tell({ kind: "self", self: selfOf(this.#subject) });
  }

  #advance(event: WatchEvent): void {
    const running = this.#running;
    if (running === undefined) return;
    const nowMs = this.#subject.clock.nowMs();
    const { state, actions } = advanceWatch(this.#state, event, running.context, nowMs);
    this.#state = state;
    const watches = state.self.role === "backup" && state.links.some(({ stage }) => stage === "open");
    if (watches) this.#inquirer.prepare(running.instance);
    for (const action of actions) this.#perform(action, running);
  }

  #perform(action: WatchAction, running: Running): void {
    switch (action.kind) {
      case "dial":
        this.#connections.add(action.id, this.#network.dial(running.place, action.address));
        break;
      case "send":
        this.#connections.send(action.id, action.bytes);
        break;
      case "beats":
        this.#connections.prepareBeats(action.id, action.beats);
        break;
      case "close":
        this.#connections.close(action.id);
        break;
      case "ask":
        this.#ask(action.witnesses);
        break;
      case "ask-no-more":
        this.#inquirer.rest();
        break;
      case "master-gone":
        this.#gone = action;
        break;
      case "let-go":
        this.#removal.finish();
        break;
      case "log":
        this.#log.add(action);
        break;
    }
  }

  /** What cannot be asked is answered: nobody takes over because a question got lost here. */
  #ask(witnesses: boolean): void {
    const { inquiry } = this.#state;
    const asked = this.#inquirer.ask(this.#subject.instance, inquiry?.address ?? "", witnesses);
    if (!asked && inquiry !== undefined) this.#tell({ kind: "answered", who: "owner" });
  }

  #round(): void {
    if (this.#state.self.role === "master") this.#connections.beat();
    this.#look();
  }

  /** Mostly nothing has to be thought about. */
  #look(): void {
    const nowMs = this.#subject.clock.nowMs();
    if (this.#state.self.role !== "master") this.#connections.listen(nowMs);
    if (awaitsBeats(this.#state)) this.#connections.tellBeats();
    if (this.#lookout.isDue(this.#state, nowMs)) this.#wake();
    else this.#lookout.set(this.#state);
  }

  /** What has been answered, or has arrived, counts before the time that is up. */
  #wake(): void {
    this.#inquirer.read();
    this.#connections.tellBeats();
    this.#tell({ kind: "timer" });
    this.#lookout.set(this.#state);
  }
}
