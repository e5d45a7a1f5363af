import type { Backend, Server } from "../../agent/config/haproxy/config.ts";
import type { KeepalivedConfig, VrrpInstance } from "../../agent/config/keepalived/config.ts";
import { effectivePriority, firstVerdicts } from "../../agent/vrrp/track.ts";
import type { Promised, PromisedBalancer, PromisedServer } from "./promise.ts";

export interface PromiseInputs {
  readonly vip: string;
  /** The daemons are ours: the files' `@bascule watch` and `@bascule lease` count. */
  readonly watches?: true | undefined;
  readonly balancers: readonly BalancerInput[];
  /** What answers the clients' requests; undefined when nothing does. */
  readonly backend: Backend | undefined;
  readonly nodes: readonly { readonly name: string; readonly address: string }[];
}

interface BalancerInput {
  readonly node: string;
  readonly address: string;
  readonly keepalived: KeepalivedConfig;
}

/** What a lab's configuration files promise together. */
export function promiseOf({ vip, watches, balancers, backend, nodes }: PromiseInputs): Promised {
  return {
    vip,
    balancers: balancers.flatMap((balancer) => promisedBalancer(balancer, vip, watches === true)),
    servers:
      backend === undefined ? [] : backend.servers.map((server) => promisedServer(server, backend, nodes)),
    algorithm: backend?.balance.algorithm ?? "none",
  };
}

/** A file without any instance promises nothing, and its node takes part in nothing. */
const nothing = {
  virtualRouterId: 0,
  priority: 0,
  advertMs: 1000,
  virtualAddresses: [],
  preempts: true,
  settleMs: 0,
} as const;

/** The instance that carries the virtual IP; where none does (a mistake that step 2 finds), the first. */
function promisedBalancer(
  { node, address, keepalived }: BalancerInput,
  vip: string,
  areOurs: boolean,
): PromisedBalancer[] {
  const carrier = keepalived.instances.find(({ virtualAddresses }) =>
    virtualAddresses.some((virtual) => virtual.address === vip),
  );
  const instance = carrier ?? keepalived.instances[0];
  if (instance === undefined) return [{ node, address, ...nothing }];
  return [
    {
      node,
      address,
      virtualRouterId: instance.virtualRouterId,
      priority: wholePriority(instance, keepalived),
      advertMs: instance.advertMs,
      ...(instance.version === 3 ? { version: 3 } : {}),
      virtualAddresses: instance.virtualAddresses.map((virtual) => virtual.address),
      preempts: !instance.nopreempt,
      ...(areOurs && instance.watch !== undefined ? { watches: true } : {}),
      ...(areOurs && keepalived.global.lease !== false ? { leases: true } : {}),
      settleMs: settleMs(instance, keepalived) + instance.preemptDelayMs,
    },
  ];
}

/** While all that is watched is well. */
function wholePriority(instance: VrrpInstance, { scripts }: KeepalivedConfig): number {
  const known = new Set(scripts.map(({ name }) => name));
  const settings = { ...instance, trackScripts: instance.trackScripts.filter(({ name }) => known.has(name)) };
  const verdicts = Object.keys(firstVerdicts(settings)).map((key) => [key, "up" as const]);
  return effectivePriority(settings, Object.fromEntries(verdicts));
}

/** After a start a script counts once it has succeeded `rise` times in a row. */
function settleMs(instance: VrrpInstance, { scripts }: KeepalivedConfig): number {
  const tracked = new Set(instance.trackScripts.map(({ name }) => name));
  const own = scripts.filter(({ name }) => tracked.has(name));
  return Math.max(0, ...own.map(({ intervalMs, rise }) => intervalMs * Math.max(1, rise)));
}

function promisedServer(server: Server, backend: Backend, nodes: PromiseInputs["nodes"]): PromisedServer {
  const node = nodes.find(({ address }) => address === server.host)?.name;
  return {
    name: server.name,
    ...(node === undefined ? {} : { node }),
    backup: server.backup,
    checked: server.check !== undefined,
    ...(server.check === undefined ? {} : { checkMs: server.check.intervalMs }),
    expectedShare: expectedShare(server, backend),
  };
}

/** Round robin gives each its weight's share; a backup server works only when no other is left. */
function expectedShare(server: Server, { servers, allBackups }: Backend): number {
  const primary = servers.filter(({ backup }) => !backup);
  // `option allbackups`: without it only the first backup server is used.
  const working = primary.length > 0 ? primary : allBackups ? servers : servers.slice(0, 1);
  const total = working.reduce((sum, { weight }) => sum + weight, 0);
  return working.includes(server) && total > 0 ? server.weight / total : 0;
}
