import type { BindAddress } from "../config/haproxy/config.ts";
import { EventLoop } from "../net/stream/event-loop.ts";
import type { Accepted } from "../net/stream/listener.ts";
import { WheelTimer } from "../net/stream/timer-wheel.ts";
import { BackendState } from "../proxy/backend-state.ts";
import { Counters } from "../stats/counters.ts";
import { ErrorLog } from "../stats/error-log.ts";
import { prepareClients } from "../tls/clients.ts";
import { CertificateVault } from "./certificate-vault.ts";
import { machineView } from "./machine-view.ts";
import { Clients } from "./proxy-clients.ts";
import { Front, type ProxyOptions } from "./proxy-front.ts";
import { Entrance, Gate } from "./proxy-gate.ts";
import { IdleLinks } from "./proxy-idle.ts";
import { bindKey, listen, placeName } from "./proxy-listener.ts";
import { type Opener, openerOf } from "./proxy-secure.ts";
import { Throttle } from "./proxy-throttle.ts";
import { RuleWorld } from "./rule-world.ts";
import { StatsWorld } from "./stats-world.ts";

export interface StartedProxy extends AsyncDisposable {
  readonly backends: readonly BackendState[];
  /** What its statistics look at. */
  readonly world: StatsWorld;
  /** Its stick-tables, by name, and what else its rules keep. */
  readonly rules: RuleWorld;
  /** Connections that each frontend has served. */
  readonly totals: ReadonlyMap<string, number>;
  /** Its listening sockets by `bindKey`: what a successor may inherit. They stay open until `drain`. */
  readonly listening: ReadonlyMap<string, number>;
  /** Stops listening, lets busy sessions end; resolves when all have. */
  drain(): Promise<void>;
}

/** Listens on every `bind`; rejects, with nothing left open, when one cannot be had. */
export async function startProxy(options: ProxyOptions): Promise<StartedProxy> {
  const proxy = new RunningProxy(options);
  try {
    await proxy.listen();
    return proxy;
  } catch (error) {
    await proxy[Symbol.asyncDispose]();
    throw error;
  }
}

class RunningProxy implements StartedProxy {
  readonly backends: readonly BackendState[];
  readonly #options: ProxyOptions;
  readonly #loop = new EventLoop();
  readonly #idle = new IdleLinks(this.#loop);
  readonly #whole: Gate;
  readonly #entrance: Entrance;
  readonly #fronts: readonly Front[];
  readonly #listening = new Map<string, number>();
  readonly #tls = new Counters();
  readonly #errors = new ErrorLog();
  readonly #vault: CertificateVault;
  readonly #throttle: Throttle;
  readonly #relief = new WheelTimer(() => this.#holdBack());
  readonly world: StatsWorld;
  readonly rules: RuleWorld;
  readonly #clients: Clients;
  /** In the midst of a handshake. */
  readonly #opening = new Set<Disposable>();

  constructor(options: ProxyOptions) {
    this.#options = options;
    prepareClients(options.config, options.certificates);
    this.#whole = new Gate(options.config.global.maxConnections);
    this.#entrance = new Entrance(this.#whole);
    this.#vault = new CertificateVault(options.certificates);
    this.#throttle = new Throttle(options.connections.sessionRate, this.#tls.sessionRate);
    this.#clients = new Clients({ left: (front, isTls) => this.#leave(front, isTls) });
    this.backends = options.config.backends.map((backend) => new BackendState(backend, Math.random));
    const { config } = options;
    this.rules = new RuleWorld({
      config,
      backends: this.backends,
      frontend: (name) => this.#fronts.find((front) => front.frontend.name === name)?.ruleView,
      stopping: () => this.#clients.draining,
      nowMs: () => this.#loop.nowMs,
      statistics: () => this.world.view(),
    });
    const around = {
      ...options,
      world: () => this.world,
      errors: this.#errors,
      rules: this.rules,
      loop: this.#loop,
      idle: this.#idle,
      count: () => this.#whole.count,
    };
    this.#fronts = config.frontends.map((frontend) => new Front(frontend, this.backends, around));
    this.world = new StatsWorld({
      config: options.config,
      fronts: this.#fronts,
      backends: this.backends,
      connections: options.connections,
      tlsConnections: this.#tls,
      sessions: () => this.#clients.views(performance.now()),
      tables: () => [...this.rules.tables.values()],
      endSessions: (which) => this.#clients.end(which),
      limit: (gate, connections) => {
        (gate ?? this.#whole).limit = connections;
        this.#entrance.changed();
      },
      entrance: this.#entrance,
      rates: this.#throttle.limits,
      errors: this.#errors,
      certificates: this.#vault,
      machine: machineView(() => this.#entrance.views, options.startupLog),
      stopping: () => this.#clients.draining,
      tell: options.tell,
    });
  }

  get totals(): ReadonlyMap<string, number> {
    return new Map(this.#fronts.map((front) => [front.frontend.name, front.gate.total]));
  }

  get listening(): ReadonlyMap<string, number> {
    return this.#listening;
  }

  listen(): void {
    for (const front of this.#fronts) {
      for (const [index, bind] of front.frontend.binds.entries()) this.#listenOn(front, bind, index);
    }
  }

  #listenOn(front: Front, bind: BindAddress, index: number): void {
    const { addressOf, inherited, tell } = this.#options;
    const address = bind.descriptor === undefined ? { ...bind, host: addressOf(bind.host) } : bind;
    const opener = openerOf(this.#loop, front.frontend, index, this.#vault);
    const { name } = front.frontend;
    const owner = {
      onAccept: (accepted: Accepted) => this.#accept(front, accepted, opener),
      onTrouble: ({ message }: Error) =>
        tell(name, { level: "alert", text: `Proxy ${name} takes no connection for now: ${message}` }),
    };
    const listener = listen(this.#loop, address, owner, inherited);
    this.#entrance.add({
      gate: front.gate,
      listener,
      isTls: opener.isTls,
      name: { frontend: name, place: placeName(address) },
    });
    this.#listening.set(bindKey(address), listener.descriptor);
  }

  /** A handshake counts as a connection. */
  #accept(front: Front, accepted: Accepted, opener: Opener): void {
    this.#enter(front, opener.isTls);
    if (!opener.atOnce) this.#shakeHands(front, accepted, opener);
    else opener.open(accepted, { open: (wire) => this.#clients.serve(front, wire), failed: () => {} });
  }

  #shakeHands(front: Front, accepted: Accepted, opener: Opener): void {
    const startedMs = Date.now();
    let under: Disposable | undefined;
    let isOver = false;
    const over = (): void => {
      isOver = true;
      if (under) this.#opening.delete(under);
    };
    under = opener.open(accepted, {
      open: (wire, resumed) => {
        over();
        if (opener.isTls) front.handshakes.done++;
        if (resumed) front.handshakes.resumed++;
        this.#clients.serve(front, wire);
      },
      openHttp2: (socket, remote) => {
        over();
        front.handshakes.done++;
        if (socket.isSessionReused()) front.handshakes.resumed++;
        this.#clients.serveStreams(front, socket, remote);
      },
      failed: (failure) => {
        over();
        if (opener.isTls) front.handshakes.failed++;
        front.logFailure(accepted.remote, { failure, startedMs, listener: opener.label });
        this.#leave(front, opener.isTls);
      },
    });
    if (under && !isOver) this.#opening.add(under);
  }

  #enter(front: Front, isTls: boolean): void {
    const { nowMs } = this.#loop;
    this.#entrance.enter(front.gate);
    count(front.counters, nowMs);
    count(this.#options.connections, nowMs);
    if (isTls) count(this.#tls, nowMs);
    if (!this.#throttle.isIdle) this.#holdBack();
  }

  /** `set rate-limit`: nobody more comes in until the rate has fallen. */
  #holdBack(): void {
    const nowMs = this.#loop.readClock();
    const [plain, tls] = [this.#throttle.waitMs(false, nowMs), this.#throttle.waitMs(true, nowMs)];
    this.#entrance.hold({ plain: plain > 0, tls: tls > 0 });
    if (tls > 0) this.#loop.setTimer(this.#relief, nowMs + tls);
  }

  #leave(front: Front, isTls: boolean): void {
    this.#entrance.leave(front.gate);
    front.counters.current--;
    this.#options.connections.current--;
    if (isTls) this.#tls.current--;
  }

  async drain(): Promise<void> {
    this.#entrance.close();
    for (const front of this.#fronts) front.drain();
    await this.#clients.drain();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#entrance.close();
    for (const handshake of this.#opening) handshake[Symbol.dispose]();
    this.#clients.destroy();
    this.#idle[Symbol.dispose]();
    this.#loop[Symbol.dispose]();
  }
}

function count(counters: Counters, nowMs: number): void {
  counters.current++;
  counters.begin(nowMs);
}
