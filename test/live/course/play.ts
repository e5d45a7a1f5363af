import { setTimeout as sleep } from "node:timers/promises";
import type { StartedLab, StartedNode } from "../../../lab/runtime/runtime.ts";
import { run, until } from "../netns-run.ts";
import { ask, type Replies } from "./ask.ts";
import { addresses, adverts, fileOf, requests, servers, states, statistics } from "./observe.ts";
import { clientAddress, nodeName, serversOf } from "./plan.ts";
import type { Stage, StageBalancer } from "./stage.ts";

const watchMs = 10_000;
/** Where nobody takes over: longer than the script's interval and three missed adverts. */
const stillMs = 7000;
/** After a change of owner: adverts and states have settled. */
const settleMs = 3500;
/** Whose adverts count as present: two intervals, and well after the change. */
const presentMs = 2500;
/** Until the last request is in the node's log. */
const logMs = 500;
/** Longer than three failed checks, the slowest every 3 s. */
const deadServerMs = 11_000;
/** Only says that something hangs. */
const hungMs = 60_000;
const virtualAddresses = ["192.168.1.100", "192.168.1.35", "192.168.1.200"];
const adminSocket = "/run/haproxy/admin.sock";

/** What is seen at one moment of a play. */
interface Scene {
  readonly addresses: Readonly<Record<string, unknown>>;
  readonly adverts: readonly string[];
  readonly servers: Readonly<Record<string, readonly string[]>>;
  readonly replies: Replies;
}

/** What both stacks must have in common. */
export interface Played {
  readonly scenes: Readonly<Record<string, Scene>>;
  readonly states: Readonly<Record<string, readonly string[]>>;
  readonly requests: Readonly<Record<string, unknown>>;
  readonly notified: string;
}

export async function play(stage: Stage, lab: StartedLab): Promise<Played> {
  const stand = new Stand(stage, lab);
  await stand.serversListen();
  await stand.startBalancers();
  await stand.ownedBy(stage.owner);
  const scenes: Record<string, Scene> = {};
  await sleep(watchMs);
  await stand.ownedBy(stage.owner);
  scenes.steady = await stand.look();
  if (stage.stops !== undefined) {
    const { service, on, owner, afterwards = stage.owner } = stage.stops;
    await stand.service("stop", service, on);
    if (owner === stage.owner) await sleep(stillMs);
    await stand.ownedBy(owner);
    await sleep(settleMs);
    scenes.stopped = await stand.look();
    await stand.service("start", service, on);
    if (owner === afterwards) await sleep(stillMs);
    await stand.ownedBy(afterwards);
    await sleep(settleMs);
    scenes.again = await stand.look();
  }
  if (stage.loses !== undefined) {
    await run(stand.node(stage.loses), "killall", "-KILL", "bascule-app");
    await sleep(deadServerMs);
    scenes.lost = await stand.look();
  }
  await sleep(logMs);
  return { scenes, ...(await stand.logs()) };
}

class Stand {
  readonly #stage: Stage;
  readonly #lab: StartedLab;
  readonly #adverts: { readonly atMs: number; readonly line: string }[] = [];
  readonly #said = new Map<string, string>();

  constructor(stage: Stage, lab: StartedLab) {
    this.#stage = stage;
    this.#lab = lab;
    this.node("client").output.on("data", (bytes) => {
      for (const line of String(bytes).split("\n")) this.#adverts.push({ atMs: performance.now(), line });
    });
  }

  node(name: string): StartedNode {
    const node = this.#lab.nodes.get(nodeName(this.#stage, name));
    if (node === undefined) throw new Error(`no node ${name} in ${this.#stage.name}`);
    return node;
  }

  async serversListen(): Promise<void> {
    const waits = serversOf(this.#stage).map(({ name }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.node(name).output.on("data", (bytes) => String(bytes).includes('"listening"') && resolve());
      return promise;
    });
    await Promise.all(waits);
  }

  /** The owner first: who comes second finds a master. */
  async startBalancers(): Promise<void> {
    const all = Object.entries(this.#stage.balancers);
    await Promise.all(all.map(([name, balancer]) => this.#prepare(name, balancer)));
    await this.#letVisit();
    const isOwner = ([name]: readonly [string, unknown]) => name === this.#stage.owner;
    for (const [name, { keepalived }] of [...all.filter(isOwner), ...all.filter((one) => !isOwner(one))]) {
      if (keepalived === undefined) continue;
      await this.service("start", "keepalived", name);
      await this.ownedBy(this.#stage.owner);
    }
  }

  /** The client gets another address, of another network, to which the balancers know the way. */
  async #letVisit(): Promise<void> {
    const { visitor, balancers } = this.#stage;
    if (visitor === undefined) return;
    await run(this.node("client"), "ip", "addr", "add", `${visitor}/32`, "dev", "eth0");
    const routes = Object.keys(balancers).map((name) =>
      run(this.node(name), "ip", "route", "add", visitor, "via", clientAddress),
    );
    await Promise.all(routes);
  }

  async #prepare(name: string, { keepalived, haproxy }: StageBalancer): Promise<void> {
    // Alone it runs in the foreground: without "log global" it says only there what becomes of its servers.
    if (keepalived === undefined) return this.#foreground(name);
    // Nothing that is said shall be lost.
    await until(async () =>
      (await run(this.node(name), "test", "-S", "/dev/log")).code === 0 ? true : undefined,
    );
    if (this.#stage.stops?.service === "apache2") await this.service("start", "apache2", name);
    if (haproxy !== undefined) await this.service("start", "haproxy", name);
  }

  async service(verb: "start" | "stop", service: string, on: string): Promise<void> {
    const program = service === "apache2" ? "/usr/bin/systemctl" : "systemctl";
    const { code, stdout, stderr } = await run(this.node(on), program, verb, service);
    if (code === 0) return;
    const log = await fileOf(this.node(on), "/var/log/syslog");
    throw new Error(`${this.#stage.name}: ${verb} ${service} on ${on}: ${stdout}${stderr}${log}`);
  }

  async #foreground(name: string): Promise<void> {
    const started = await this.node(name).spawn(["haproxy", "-db", "-f", "/etc/haproxy/haproxy.cfg"]);
    started.stderr.on("data", (bytes) => this.#said.set(name, (this.#said.get(name) ?? "") + bytes));
    started.stdout.resume();
    let ended = false;
    void started.exited.then(() => {
      ended = true;
    });
    await until(async () => {
      if (ended) throw new Error(`${name}: ${this.#said.get(name)}`);
      const { stdout } = await run(this.node(name), "ss", "-ltnH");
      return stdout.trim() === "" ? undefined : true;
    });
  }

  async ownedBy(owner = ""): Promise<void> {
    const deadlineMs = performance.now() + hungMs;
    for (let owners = await this.#owners(); owners.join() !== owner; owners = await this.#owners()) {
      if (performance.now() > deadlineMs)
        throw new Error(
          `${this.#stage.name}: owned by ${owners}, not by ${owner}: ${JSON.stringify(await this.logs())}`,
        );
      await sleep(200);
    }
  }

  async #owners(): Promise<readonly string[]> {
    const all = await this.#eachBalancer(async (name) => {
      const shown = await addresses(this.node(name));
      return shown.some(({ local }) => virtualAddresses.includes(local));
    });
    return Object.keys(all).filter((name) => all[name]);
  }

  async look(): Promise<Scene> {
    const sinceMs = performance.now() - presentMs;
    const shown = await this.#eachBalancer((name) => addresses(this.node(name)));
    const lines = this.#adverts.filter(({ atMs }) => atMs > sinceMs).map(({ line }) => line);
    const states = await this.#eachBalancer(async (name, { haproxy = "" }) =>
      haproxy.includes(adminSocket)
        ? statistics(this.node(name), adminSocket)
        : servers(this.#said.get(name) ?? ""),
    );
    const replies = await ask(this.node("client"), this.#stage.questions);
    return { addresses: shown, adverts: adverts(lines), servers: states, replies };
  }

  async logs(): Promise<Omit<Played, "scenes">> {
    const logs = await this.#eachBalancer((name) => fileOf(this.node(name), "/var/log/syslog"));
    const each = <Value>(read: (log: string) => Value) =>
      Object.fromEntries(Object.entries(logs).map(([name, log]) => [name, read(log)]));
    const [first = ""] = Object.keys(this.#stage.balancers);
    const notified = await fileOf(this.node(first), "/var/log/keepalived-notify.log");
    return {
      states: each(states),
      requests: each(requests),
      notified: notified.replace(/\[[^\]]*\]/g, "[date]"),
    };
  }

  async #eachBalancer<Value>(
    look: (name: string, balancer: StageBalancer) => Promise<Value>,
  ): Promise<Readonly<Record<string, Value>>> {
    const all = Object.entries(this.#stage.balancers).map(
      async ([name, balancer]) => [name, await look(name, balancer)] as const,
    );
    return Object.fromEntries(await Promise.all(all));
  }
}
