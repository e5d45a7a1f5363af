import type { VrrpScript } from "../../../agent/config/keepalived/config.ts";
import type { HistoryEvent } from "../../history/event.ts";
import { frontPage } from "../../oracle/front-page.ts";
import { type AppPlan, appAnswer } from "../../sim/app.ts";
import { SimBalancer } from "../../sim/balancer.ts";
import { SimClient } from "../../sim/client.ts";
import type { SimInterface } from "../../sim/interface.ts";
import type { SimNode } from "../../sim/node.ts";
import type { Asked } from "../../sim/page-request.ts";
import { connected } from "../../sim/segment.ts";
import { lanTiming, type Range } from "../../sim/timing.ts";
import { SimWorld } from "../../sim/world.ts";
import { stacks } from "../../stack/index.ts";
import { labPlan } from "../../topology/plan.ts";
import type { TopologyNode } from "../../topology/topology.ts";
import type { RunPlan } from "../plan-run.ts";
import { SimulatedNode } from "./simulated-node.ts";

/** As the owner probe of `lab/node/probe.ts`. */
const ownerRate = 100;
type Report = (event: HistoryEvent) => void;

/** A lab of the simulator: what a topology and its files become there. */
export class SimulatedLab {
  readonly world: SimWorld;
  readonly nodes: readonly SimulatedNode[];
  readonly #plan: RunPlan;
  #report: Report = () => {};

  constructor(plan: RunPlan, seed: number) {
    this.#plan = plan;
    this.world = new SimWorld(
      { nodes: plan.topology.nodes.map((node) => this.#worldNode(node)), timing: lanTiming },
      seed,
    );
    const built = labPlan(plan.topology, stacks.agent, "sim");
    this.nodes = built.nodes.map((node) => this.#node(node));
    this.world.watcher = {
      address: (node, at, address, action) => {
        // The kernel of a node without power says nothing any more.
        if (node.powered) this.#tellAddress(node, at, address, action);
      },
      said: ({ name }, line) => this.#report({ atMs: this.world.nowMs, node: name, kind: "log", line }),
    };
  }

  start(): void {
    for (const node of this.nodes) node.boot();
  }

  observe(report: Report): void {
    this.#report = report;
    for (const { name } of this.nodes) {
      report({ atMs: this.world.nowMs, node: name, kind: "node", state: "started" });
      this.tellAddresses(name, report);
    }
    const [first] = this.#plan.balancers;
    const version = "bascule, simulated";
    for (const program of ["keepalived", "haproxy"] as const)
      report({ atMs: this.world.nowMs, node: first?.node.name ?? "", kind: "version", program, version });
  }

  /** Those that a node has now. */
  tellAddresses(name: string, report: Report): void {
    this.#report = report;
    const node = this.world.node(name);
    for (const at of node.interfaces.values())
      for (const address of [at.address, ...at.virtual]) this.#tellAddress(node, at, address, "add");
  }

  client(report: Report): SimClient {
    const { topology, scenario } = this.#plan;
    const { name = "" } = topology.nodes.find(({ role }) => role === "client") ?? {};
    const at = this.#firstInterface(name);
    return new SimClient({
      ...{ node: name, at, timeline: this.world.timeline, vip: topology.vip, report },
      ...{ vipRate: scenario.load.vipRatePerSecond, ownerRate },
      ...{ httpRate: scenario.load.httpRatePerSecond, httpDeadlineMs: scenario.load.httpDeadlineMs },
      request: (mac, asked) => this.#request(at, mac, asked),
    });
  }

  /** Over the segment to the owner, through its balancer, and back. */
  #request(at: SimInterface, mac: string, asked: Asked): void {
    const { topology, scenario, balancers } = this.#plan;
    const to = at.segment.interfaces.find((each) => each.mac === mac);
    const node = this.nodes.find(({ name }) => name === to?.host.name);
    if (to === undefined || node === undefined) return;
    const travel = (run: () => void) =>
      this.world.after(this.world.timing.deliveryMs, () => {
        if (connected(at, to)) run();
      });
    travel(() => {
      if (!to.answersFor(topology.vip)) return;
      asked.accepted();
      const back = (text: string) => void travel(() => asked.done(text));
      if (node.balancer === undefined) return back("refused");
      const url = scenario.load.httpUrl;
      const config = balancers.find((balancer) => balancer.node.name === node.name)?.haproxy.config;
      const backend = config && frontPage(config, url).backend?.name;
      node.balancer.request(
        backend,
        viewOf(url, at.address),
        `GET ${new URL(url).pathname} HTTP/1.1\r\n\r\n`,
        back,
      );
    });
  }

  #worldNode({ name, links }: TopologyNode) {
    const keepalived = this.#balancer(name)?.keepalived.config;
    const interfaces = links.map(({ address, network }, index) => ({
      name: `eth${index}`,
      address,
      segment: network,
    }));
    return { name, interfaces, ...(keepalived === undefined ? {} : { keepalived }) };
  }

  #node(plan: SimulatedNode["plan"]): SimulatedNode {
    const node = this.world.node(plan.name);
    const app = appOf(plan.command);
    const haproxy = this.#balancer(plan.name)?.haproxy.config;
    const twice: () => Range = () => {
      const [leastMs, mostMs] = this.world.timing.deliveryMs;
      return [2 * leastMs, 2 * mostMs];
    };
    const startBalancer = () =>
      haproxy &&
      new SimBalancer({
        ...{ backends: haproxy.backends, timeline: this.world.timeline, clock: node.clock },
        ...{ wakeMs: () => this.world.timing.wakeMs, roundTripMs: twice, random: this.world.random },
        reach: (host, port) => this.#reach(plan.name, host, port),
      });
    const simulated = new SimulatedNode({ plan, node, world: this.world, app, startBalancer });
    node.outcomeOf = (script) =>
      mentionsHaproxy(script) && simulated.balancer === undefined ? "fails" : "succeeds";
    return simulated;
  }

  #balancer(name: string) {
    return this.#plan.balancers.find(({ node }) => node.name === name);
  }

  #firstInterface(name: string): SimInterface {
    const [first] = this.world.node(name).interfaces.values();
    if (first === undefined) throw new Error(`node ${name} without an interface was accepted`);
    return first;
  }

  #reach(from: string, host: string, port: number) {
    const own = [...this.world.node(from).interfaces.values()];
    const to = own.flatMap((each) => each.segment.holderOf(host, each) ?? []).at(0);
    if (to === undefined) return "silent";
    const node = this.nodes.find(({ name }) => name === to.host.name);
    const app = node?.app;
    if (app?.port !== port || node === undefined) return "refused";
    const remote = own[0]?.address ?? "";
    return {
      answer: (request: string) => {
        const { text, health } = appAnswer(app, request);
        if (health)
          this.#report({ atMs: this.world.nowMs, node: node.name, kind: "health", status: 200, remote });
        return text;
      },
    };
  }

  #tellAddress({ name }: SimNode, at: SimInterface, address: string, action: "add" | "remove"): void {
    const shown = `${address}/${this.#prefixLength(name, address)}`;
    this.#report({
      atMs: this.world.nowMs,
      node: name,
      kind: "address",
      action,
      address: shown,
      device: at.name,
    });
  }

  #prefixLength(node: string, address: string): number {
    const links = this.#plan.topology.nodes.find(({ name }) => name === node)?.links ?? [];
    const instances = this.#balancer(node)?.keepalived.config.instances ?? [];
    const virtual = instances.flatMap((each) => [...each.virtualAddresses, ...each.excludedAddresses]);
    return [...links, ...virtual].find((each) => each.address === address)?.prefixLength ?? 32;
  }
}

/** `bascule-app --name app1 --port 8080`, where a node runs it. */
function appOf(command: readonly string[]): AppPlan | undefined {
  if (!command.some((word) => word.endsWith("bascule-app"))) return undefined;
  const after = (option: string) => command[command.indexOf(option) + 1];
  const name = command.includes("--name") ? after("--name") : undefined;
  const port = command.includes("--port") ? Number(after("--port")) : 8080;
  return name === undefined ? undefined : { name, port };
}

/** `killall -0 haproxy` and the like ask whether it lives; of any other script nothing is known, so it succeeds. */
function mentionsHaproxy({ argv }: VrrpScript): boolean {
  return argv.some((word) => word.includes("haproxy"));
}

function viewOf(url: string, clientAddress: string): Parameters<SimBalancer["request"]>[1] {
  const { hostname, port, host, protocol, pathname } = new URL(url);
  const isTls = protocol === "https:";
  const localPort = Number(port || (isTls ? 443 : 80));
  return {
    connection: { clientAddress, clientPort: 40_000, localAddress: hostname, localPort, isTls },
    head: {
      kind: "request",
      method: "GET",
      target: pathname,
      version: "HTTP/1.1",
      headers: [{ name: "host", value: host }],
    },
    backend: () => undefined,
  };
}
