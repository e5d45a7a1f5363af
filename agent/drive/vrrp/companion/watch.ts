import { messageOf } from "../../../base/message-of.ts";
import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { WatchContext } from "../../../peer-watch/link.ts";
import { watchKey } from "../../../peer-watch/seal.ts";
import { awaitsBeats } from "../../../peer-watch/silence.ts";
import type { Self, WatchAction, WatchEvent, WatchState } from "../../../peer-watch/state.ts";
import { advanceWatch, initialWatch } from "../../../peer-watch/watch.ts";
import type { MasterGone } from "../../../vrrp/state.ts";
import { Alarm } from "../watch/alarm.ts";
import { ConnectionSet } from "../watch/connection-set.ts";
import type { Asker, Place, WatchConnection, WatchNetwork } from "../watch/network.ts";
import { Removal } from "../watch/removal.ts";
import type { Companion, CompanionKind, Stepped, Subject } from "./companion.ts";

/** Watches the peer of an instance over a connection of its own, where the file says `watch`: docs/failover.md. */
export function watchCompanion(network: WatchNetwork): CompanionKind {
  return (subject) => new WatchCompanion(subject, network);
}

/** What the connections of now are made with. */
interface Running {
  readonly instance: VrrpInstance;
  readonly place: Place;
  readonly context: WatchContext;
  readonly listener: Disposable;
}

class WatchCompanion implements Companion {
  readonly #subject: Subject;
  readonly #network: WatchNetwork;
  readonly #queue: WatchEvent[] = [];
  readonly #connections: ConnectionSet;
  readonly #removal = new Removal();
  #state: WatchState = initialWatch();
  #running: Running | undefined;
  #asker: Asker | undefined;
  /** Questions, a few in all, are asked at their time; heartbeats, many, when the daemon wakes up anyway. */
  readonly #alarms: { readonly exact: Alarm; readonly atRound: Alarm };
  #busy = false;
  #gone: MasterGone | undefined;

  constructor(subject: Subject, network: WatchNetwork) {
    this.#subject = subject;
    this.#network = network;
    this.#connections = new ConnectionSet({
      nonce: () => network.nonce(),
      tell: (event) => this.#tell(event),
    });
    this.#alarms = {
      exact: new Alarm(subject.clock, true, () => this.#wake()),
      atRound: new Alarm(subject.clock, false, () => this.#round()),
    };
  }

  stepped({ actions, event }: Stepped): void {
    if (event.kind === "slept") this.#tell({ kind: "slept" });
    if (actions.some(({ kind }) => kind === "add-addresses")) this.#removal.cancel();
    this.#follow();
    if (!this.#subject.state.linkUp) this.#closeAsker();
    this.#tell({ kind: "self", self: selfOf(this.#subject) });
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
    for (const alarm of Object.values(this.#alarms)) alarm[Symbol.dispose]();
  }

  /** The block, or the address of the interface, may have changed: other connections then. */
  #follow(): void {
    const { instance, state } = this.#subject;
    const address = state.primaryAddress;
    const running = this.#running;
    if (running?.instance === instance && running.place.address === address) return;
    this.#stop();
    const { watch, interfaceName, auth } = instance;
    if (watch === undefined || address === undefined || state.role.kind === "stopped") return;
    const { mac } = this.#network;
    const place = { address, interfaceName, port: watch.port };
    const context = { router: instance, mac, key: watchKey(mac, instance, auth?.password ?? "") };
    const accept = (connection: WatchConnection, first: Uint8Array) =>
      this.#connections.accept(connection, first);
    const listener = this.#network.listen(place, instance, accept);
    this.#running = { instance, place, context, listener };
  }

  #stop(): void {
    const running = this.#running;
    if (running === undefined) return;
    this.#tell({ kind: "stop" });
    this.#running = undefined;
    running.listener[Symbol.dispose]();
    this.#connections.clear();
    this.#closeAsker();
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
    this.#arm();
    this.#tellGone();
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
    if (watches && this.#asker === undefined) this.#openAsker(running);
    for (const action of actions) this.#perform(action, running);
  }

  #perform(action: WatchAction, running: Running): void {
    const { log, instance } = this.#subject;
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
        this.#asker?.rest();
        break;
      case "master-gone":
        this.#gone = action;
        break;
      case "let-go":
        this.#removal.finish();
        break;
      case "log":
        log[action.level](`(${instance.name}) ${action.message}`);
        break;
    }
  }

  /** What cannot be asked is answered: nobody takes over because a question got lost here. */
  #ask(witnesses: boolean): void {
    const { inquiry } = this.#state;
    const owner = inquiry?.address ?? "";
    try {
      if (this.#asker === undefined) throw new Error("no socket");
      this.#asker.ask(owner, witnesses, (who) => this.#tell({ kind: "answered", who }));
    } catch (error) {
      this.#subject.log.detail(`(${this.#subject.instance.name}) asking failed: ${messageOf(error)}`);
      if (inquiry !== undefined) this.#tell({ kind: "answered", who: "owner" });
    }
  }

  /** Before it is needed: opening takes longer than asking. */
  #openAsker({ instance }: Running): void {
    try {
      this.#asker = this.#network.openAsker(instance);
    } catch (error) {
      this.#subject.log.detail(`(${instance.name}) ${messageOf(error)}`);
    }
  }

  #closeAsker(): void {
    this.#asker?.[Symbol.dispose]();
    this.#asker = undefined;
  }

  /** Heartbeats leave, and are looked for, at every round: nobody is woken up when they come. */
  #arm(): void {
    const { wakeAtMs, exactAtMs, links } = this.#state;
    this.#alarms.exact.set(exactAtMs);
    this.#alarms.atRound.set(links.length > 0 ? 0 : wakeAtMs);
  }

  /** At most rounds nothing has to be thought about. */
  #round(): void {
    const nowMs = this.#subject.clock.nowMs();
    if (this.#state.self.role === "master") this.#connections.beat();
    else this.#connections.listen(nowMs);
    if (awaitsBeats(this.#state)) this.#connections.tellBeats();
    if (nowMs >= this.#state.wakeAtMs) this.#wake();
    else this.#arm();
  }

  /** What has been answered, or has arrived, counts before the time that is up. */
  #wake(): void {
    this.#asker?.read();
    this.#connections.listen(this.#subject.clock.nowMs());
    this.#connections.tellBeats();
    this.#tell({ kind: "timer" });
    this.#arm();
  }
}

function selfOf({ state }: Subject): Self {
  const { role, priority, primaryAddress: address } = state;
  if (role.kind !== "backup") return { role: role.kind === "master" ? "master" : "other", priority, address };
  const heardAtMs = role.waitFor === "master-down" ? role.sinceMs : undefined;
  return { role: "backup", priority, address, masterAddress: role.masterAddress, heardAtMs };
}
