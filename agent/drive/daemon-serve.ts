import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Backend, HaproxyConfig } from "../config/haproxy/config.ts";
import { offerDescriptors } from "../net/descriptor-passing.ts";
import { dropPrivileges } from "../net/privilege.ts";
import { Counters } from "../stats/counters.ts";
import { type LogLevel, openLogs } from "./access-log.ts";
import type { MachineAnswers } from "./daemon-files.ts";
import { closeRest } from "./daemon-heritage.ts";
import type { Severity } from "./daemon-load.ts";
import { startupLog } from "./daemon-startup-log.ts";
import { beginServers } from "./first-address.ts";
import { startHealth } from "./health.ts";
import { startResolution } from "./name-resolution.ts";
import { startPeers } from "./peers/start.ts";
import { type StartedProxy, startProxy } from "./proxy.ts";
import { openStatsSockets } from "./stats-socket.ts";
import type { StatsWorld } from "./stats-world.ts";

export interface ServeOptions {
  readonly config: HaproxyConfig;
  readonly answers: MachineAnswers;
  readonly pidFile: string | undefined;
  /** Listening sockets of the process that this one replaces. */
  readonly heritage: ReadonlyMap<string, number>;
  /** It replaces another process, which will tell what its tables hold. */
  readonly hasPredecessor: boolean;
  /** Also tells of health on standard error: the foreground. */
  readonly tell: (severity: Severity, message: string) => void;
}

export interface Serving {
  /** Ends the checks, stops listening, and resolves when the last session has ended. */
  softStop(): Promise<void>;
  /** Does a command of the statistics socket that came another way. */
  readonly command: StatsWorld["command"];
}

const severities: Partial<Record<LogLevel, Severity>> = {
  notice: "WARNING",
  alert: "WARNING",
  emerg: "ALERT",
};

/** Listens, gives up privileges, begins the checks. Rejects when an address cannot be had. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { config, answers } = options;
  const sinks = openLogs();
  const addressOf = (host: string): string => answers.addresses.get(host) ?? host;
  const proxy = await startProxy({
    config,
    files: answers.files,
    certificates: answers.certificates,
    addressOf,
    connections: new Counters(),
    startupLog,
    inherited: options.heritage,
    sinkOf: (frontend) => sinks(frontend.logs),
    tell: (name, { level, text }) => {
      const section = [...config.backends, ...config.frontends].find((candidate) => candidate.name === name);
      sinks(section?.logs ?? []).write(level, text);
      options.tell(severities[level] ?? "WARNING", level === "emerg" ? quoted(name, text) : text);
    },
  });
  const { hasPredecessor } = options;
  const peers = await startPeers({ config, tables: proxy.rules.tables, addressOf, hasPredecessor });
  proxy.world.peers = () => peers.map((section) => section.view(performance.now()));
  await openStatsSockets(config, proxy.world);
  closeRest(options.heritage, proxy.listening);
  offerDescriptors(() => proxy.listening, [0, process.geteuid?.() ?? 0]);
  if (options.pidFile !== undefined) writeFileSync(options.pidFile, `${process.pid}\n`);
  const logs = new Map(config.backends.map((backend) => [backend.name, sinks(backend.logs)]));
  beginServers(options, proxy.backends);
  giveUp(options);
  const tell = (backend: Backend, level: LogLevel, message: string): void => {
    logs.get(backend.name)?.write(level, message);
    options.tell(severities[level] ?? "NOTICE", level === "emerg" ? quoted(backend.name, message) : message);
  };
  const resolution = startResolution({
    sections: config.resolvers ?? [],
    states: proxy.backends,
    tell: (state, level, message) => tell(state.config, level, message),
  });
  const endSessions = (backend: string, server: number): void =>
    proxy.world.act({ kind: "end-sessions", backend, server });
  const health = startHealth({
    states: proxy.backends,
    addressOf,
    tell,
    endSessions,
    world: proxy.rules,
    frontends: config.frontends,
  });
  return {
    command: (...args) => proxy.world.command(...args),
    softStop: async () => {
      const { graceMs = 0, hardStopMs } = config.global;
      if (hardStopMs !== undefined) setTimeout(() => process.exit(0), hardStopMs).unref();
      if (graceMs > 0) await sleep(graceMs);
      health[Symbol.dispose]();
      resolution[Symbol.dispose]();
      const handedOver = Promise.all(peers.map((section) => section.handOver()));
      await proxy.drain();
      await handedOver;
      tellEnd(config, proxy, (name, message) => {
        sinks(config.frontends.find((frontend) => frontend.name === name)?.logs ?? []).write(
          "warning",
          message,
        );
        options.tell("WARNING", message);
      });
    },
  };
}

/** Of a backend without servers HAProxy tells the terminal with quotes around the name, and the log without. */
function quoted(name: string, message: string): string {
  return message.replace(` ${name} `, () => ` '${name}' `);
}

function giveUp({ config, answers }: ServeOptions): void {
  const { chroot } = config.global;
  const { userId, groupId } = answers;
  dropPrivileges({
    ...(chroot === undefined ? {} : { chroot }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(userId === undefined ? {} : { userId }),
  });
}

function tellEnd(
  config: HaproxyConfig,
  proxy: StartedProxy,
  write: (name: string, message: string) => void,
): void {
  const backends = new Map(proxy.backends.map((state) => [state.config.name, state.total]));
  const names = [...config.frontends, ...config.backends].map((section) => section.name);
  for (const name of new Set(names)) {
    const counts = `FE: ${proxy.totals.get(name) ?? 0}, BE: ${backends.get(name) ?? 0}`;
    write(name, `Proxy ${name} stopped (cumulated conns: ${counts}).`);
  }
}
