import { hostname } from "node:os";
import { type Language, languageOf } from "../base/text.ts";
import type { HaproxyConfig } from "../config/haproxy/config.ts";
import { evaluateCondition } from "../config/haproxy/preprocess/condition.ts";
import { type DaemonArguments, parseArguments } from "./daemon-arguments.ts";
import {
  givenDescriptors,
  isBackgroundChild,
  reportReady,
  startInBackground,
  tellParent,
} from "./daemon-background.ts";
import { takeSoftStop } from "./daemon-early.ts";
import { takeHeritage } from "./daemon-heritage.ts";
import { type Loaded, load, type Severity, severityLine } from "./daemon-load.ts";
import { runMaster } from "./daemon-master.ts";
import { type Serving, serve } from "./daemon-serve.ts";
import { endStartup, rememberStartup } from "./daemon-startup-log.ts";
import { cannotStart, refusing, strict, unknownArgument, usage, versionText } from "./daemon-text.ts";
import { isFirstWorker, isWorker, predecessor, reportWorkerReady } from "./daemon-worker.ts";

/** The command `haproxy`: gives its exit code, or undefined while it serves. `argv` is without the program. */
export async function runDaemon(program: string, argv: readonly string[]): Promise<number | undefined> {
  const wanted = parseArguments(argv);
  const language = wanted.language ?? languageOf(process.env);
  if (wanted.help || wanted.version) {
    process.stdout.write(wanted.help ? usage[language] : versionText(wanted.version ?? "short"));
    return 0;
  }
  const tell = (severity: Severity, message: string): void => {
    const line = severityLine(severity, message);
    rememberStartup(line);
    if (wanted.quiet) return;
    if (isBackgroundChild()) tellParent(line);
    else process.stderr.write(line);
  };
  if (wanted.condition !== undefined) return judgeCondition(wanted.condition, language, tell);
  if (wanted.bad !== undefined || wanted.files.length === 0) {
    if (wanted.bad !== undefined) tell("ALERT", unknownArgument(wanted.bad)[language]);
    process.stderr.write(usage[language]);
    return 1;
  }
  prepare(wanted);
  // The parent of a background child, or of a first worker, has told of the file already.
  const told: typeof tell =
    isBackgroundChild() || isFirstWorker()
      ? (severity, message) => rememberStartup(severityLine(severity, message))
      : tell;
  const loaded = await load(wanted.files, { language, tell: told, shown: wanted.check });
  if (!loaded) return 1;
  const verdict = judge(loaded);
  if ((wanted.strict || loaded.parsed.config.global.strict) && verdict === 0 && loaded.parsed.originalWarns) {
    tell("ALERT", strict[language]);
    return 1;
  }
  if (wanted.check || verdict !== 0) return tellVerdict(wanted, loaded, verdict);
  if (loaded.problems.some((problem) => problem.severity === "unsupported")) {
    tell("ALERT", refusing[language]);
    return 1;
  }
  const background = (wanted.daemon || loaded.parsed.config.global.daemon) && !wanted.foreground;
  const command = [program, ...argv];
  if (background && !isBackgroundChild() && !isWorker()) {
    return startInBackground(command, givenDescriptors(loaded.parsed.config));
  }
  const beginning = { wanted, loaded, language, tell, background };
  return (wanted.master ?? loaded.parsed.config.global.master) && !isWorker()
    ? beginMaster(beginning, command)
    : begin(beginning);
}

function beginMaster(
  { wanted, loaded, tell, background }: Beginning,
  command: readonly string[],
): Promise<number> {
  const { config } = loaded.parsed;
  // Once it is in the background nobody hears it.
  let silent = false;
  return runMaster({
    argv: command,
    pidFile: pidFileOf(wanted, loaded, background),
    given: givenDescriptors(config),
    systemd: wanted.master === "systemd",
    tell: (severity, message) => {
      if (!silent) tell(severity, message);
    },
    ready: () => {
      silent = background;
      if (isBackgroundChild()) reportReady();
    },
  });
}

/** `-cc`: 0 it holds, 1 it does not, 2 it cannot be read. */
function judgeCondition(condition: string, language: Language, tell: Beginning["tell"]): 0 | 1 | 2 {
  const verdict = evaluateCondition(condition, (name) => process.env[name]);
  if (verdict.kind === "truth") return verdict.holds ? 0 : 1;
  tell("ALERT", `config : ${verdict.text[language]}`);
  return 2;
}

/** What a configuration may ask of the command line: `-C`, and the names that `"${…}"` finds. */
function prepare({ directory, files, peerName }: DaemonArguments): void {
  process.env.HAPROXY_CFGFILES = files.join(";");
  process.env.HAPROXY_LOCALPEER ??= peerName ?? hostname();
  if (peerName !== undefined) process.env.HAPROXY_LOCALPEER = peerName;
  if (directory !== undefined) process.chdir(directory);
}

/** 0: the original would start it; 1: it refuses; 2: nothing to listen on. */
function judge({ problems, parsed }: Loaded): 0 | 1 | 2 {
  if (problems.some((problem) => problem.severity === "fatal")) return 1;
  return parsed.listens ? 0 : 2;
}

function tellVerdict(wanted: DaemonArguments, { parsed }: Loaded, verdict: 0 | 1 | 2): number {
  if (wanted.quiet || verdict === 1) return verdict;
  const warned = parsed.originalWarns ? "Warnings were found.\n" : "";
  const sentence =
    verdict === 0
      ? "Configuration file is valid\n"
      : "Configuration file has no error but will not start (no listener) => exit(2).\n";
  process.stdout.write(warned + sentence);
  return verdict;
}

interface Beginning {
  readonly wanted: DaemonArguments;
  readonly loaded: Loaded;
  readonly language: Language;
  readonly tell: (severity: Severity, message: string) => void;
  readonly background: boolean;
}

async function begin(beginning: Beginning): Promise<number | undefined> {
  const { wanted, loaded, language, tell, background } = beginning;
  try {
    const replaced = [...predecessor(), ...wanted.replaced];
    const serving = await serve({
      config: limited(loaded.parsed.config, wanted),
      answers: loaded.answers,
      pidFile: pidFileOf(wanted, loaded, background),
      heritage: await takeHeritage({ ...wanted, replaced }),
      tell: background ? () => {} : tell,
    });
    endStartup();
    listenForSignals(serving);
    // Later workers know what the master replaces better than the command line.
    if (!isWorker() || isFirstWorker()) replace(wanted);
    if (isWorker()) reportWorkerReady();
    else if (isBackgroundChild()) reportReady();
    return undefined;
  } catch (error) {
      hasPredecessor: replaced.length > 0,
    tell("ALERT", cannotStart(error instanceof Error ? error.message : String(error))[language]);
    return 1;
  }
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
