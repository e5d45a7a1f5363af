import { messageOf } from "../base/message-of.ts";
import type { Language } from "../base/text.ts";
import type { HaproxyConfig } from "../config/haproxy/config.ts";
import type { DaemonArguments } from "./daemon-arguments.ts";
import { givenDescriptors, isBackgroundChild, reportReady } from "./daemon-background.ts";
import { takeSoftStop } from "./daemon-early.ts";
import { takeHeritage } from "./daemon-heritage.ts";
import type { Loaded, Severity } from "./daemon-load.ts";
import { type Serving, serve } from "./daemon-serve.ts";
import { endStartup } from "./daemon-startup-log.ts";
import { cannotStart } from "./daemon-text.ts";
import { runMaster } from "./master/master.ts";
import { openMasterSockets } from "./master/master-socket.ts";
import type { Answer, CommandMessage } from "./master/message.ts";
import { isFirstWorker, isWorker, predecessor, reportWorkerReady } from "./master/worker.ts";

export interface Beginning {
  readonly wanted: DaemonArguments;
  readonly loaded: Loaded;
  readonly language: Language;
  readonly tell: (severity: Severity, message: string) => void;
  readonly background: boolean;
}

/** `-W`: the master, whose workers do the rest. Gives its exit code. */
export async function beginMaster(
  { wanted, loaded, language, tell, background }: Beginning,
  command: readonly string[],
): Promise<number> {
  const { config } = loaded.parsed;
  const { masterSockets } = wanted;
  // Once it is in the background nobody hears it.
  let silent = false;
  return runMaster({
    argv: command,
    pidFile: pidFileOf(wanted, loaded, background),
    given: givenDescriptors(config),
    listen: (household) => openMasterSockets(masterSockets, household),
    systemd: wanted.master === "systemd",
    tell: (severity, message) => {
      if (!silent) tell(severity, message);
    },
    ready: () => {
      silent = background;
      if (isBackgroundChild()) reportReady();
    },
  }).catch((error: unknown) => {
    tell("ALERT", cannotStart(messageOf(error))[language]);
    return 1;
  });
}

/** Serves; gives the exit code where it cannot. */
export async function begin(beginning: Beginning): Promise<number | undefined> {
  const { wanted, loaded, language, tell, background } = beginning;
  try {
    const replaced = [...predecessor(), ...wanted.replaced];
    const serving = await serve({
      config: limited(loaded.parsed.config, wanted),
      answers: loaded.answers,
      pidFile: pidFileOf(wanted, loaded, background),
      heritage: await takeHeritage({ ...wanted, replaced }),
      hasPredecessor: replaced.length > 0,
      tell: background ? () => {} : tell,
    });
    endStartup();
    listenForSignals(serving);
    // Later workers know what the master replaces better than the command line.
    if (!isWorker() || isFirstWorker()) replace(wanted);
    if (isWorker()) reportWorkerReady((message) => answer(serving, message));
    else if (isBackgroundChild()) reportReady();
    return undefined;
  } catch (error) {
    tell("ALERT", cannotStart(messageOf(error))[language]);
    return 1;
  }
}

/** The master has passed a command on. */
function answer(serving: Serving, { text, level, payload }: CommandMessage): Answer {
  const reply = serving.command(text, level, payload);
  return { text: reply.text, level: reply.level ?? level };
}

/** Of the command line; the file's own counts in the background only. A worker has none: its master has. */
function pidFileOf(
  { pidFile }: DaemonArguments,
  { parsed }: Loaded,
  background: boolean,
): string | undefined {
  if (isWorker()) return undefined;
  return pidFile ?? (background ? parsed.config.global.pidFile : undefined);
}

/** `-n` stands above the file's `maxconn`; `-N` is for the frontends that have none. */
function limited(config: HaproxyConfig, wanted: DaemonArguments): HaproxyConfig {
  const { maxConnections = config.global.maxConnections, frontendConnections } = wanted;
  const global = maxConnections === undefined ? config.global : { ...config.global, maxConnections };
  if (frontendConnections === undefined) return { ...config, global };
  const frontends = config.frontends.map((frontend) => ({
    maxConnections: frontendConnections,
    ...frontend,
  }));
  return { ...config, global, frontends };
}

/** `-sf`, `-st`: those that were asked for may be gone already. */
function replace({ replaced, replacedBy }: DaemonArguments): void {
  for (const pid of replaced) {
    try {
      process.kill(pid, replacedBy);
    } catch {
      // It has ended.
    }
  }
}

/** SIGUSR1: end softly. SIGTERM and SIGINT are left to the system, which ends us at once: whoever waits sees the signal. */
function listenForSignals(serving: Serving): void {
  const softStop = (): void => void serving.softStop().then(() => process.exit(0));
  process.once("SIGUSR1", softStop);
  if (takeSoftStop()) softStop();
  // Its terminal went away; the original goes on.
  process.on("SIGHUP", () => {});
}
