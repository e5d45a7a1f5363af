import { writeFileSync } from "node:fs";
import { messageOf } from "../../base/message-of.ts";
import { releaseStartPages } from "../../net/start-pages.ts";
import { monotonicClock } from "../clock.ts";
import { testExitCode } from "./check.ts";
import { allComplaints, complaints } from "./complaint.ts";
import { type Configuration, readConfiguration } from "./configuration.ts";
import { controlMain, isControl } from "./control/main.ts";
import { Operation } from "./control/operation.ts";
import { controlPath } from "./control/socket.ts";
import { startVrrpDaemon, type VrrpDaemon } from "./daemon.ts";
import type { VrrpFlags } from "./flag-table.ts";
import { helpText, parseFlags } from "./flags.ts";
import { forkToBackground, tellLine, tellReady } from "./fork.ts";
import { Guardian } from "./guardian/guardian.ts";
import { lockForGuardian } from "./guardian/lock.ts";
import { consoleSink, createLog, type LogSink, outliveReaders, type VrrpLog } from "./log.ts";
import { isRunning, writePidFiles } from "./pid-file.ts";
import { identSuffix, Place, pidFiles } from "./placement.ts";
import { dropCapabilities } from "./privilege.ts";
import { Ledger } from "./report/ledger.ts";
import { writeReport } from "./report/report-files.ts";
import { runFirst } from "./schedule.ts";
import { listenToSignals, signalNumbers } from "./signal.ts";
import { systemSink } from "./syslog.ts";
import { versionText } from "./version.ts";

/** Exit codes of keepalived 2.2.7, measured: 1 usage, 2 it cannot start with this file, 6 there is no file. */
const exit = { ok: 0, usage: 1, configuration: 2, noFile: 6 } as const;
/** Notify scripts that run longer than this do not hold up the end. */
const hungMs = 5000;

/** Runs the command; resolves with its exit code when it has ended. */
export async function keepalivedMain(argv: readonly string[]): Promise<number> {
  outliveReaders(process.stdout, process.stderr);
  if (isControl(argv)) return controlMain(argv);
  const parsed = parseFlags(argv, process.env);
  if (!parsed.ok) return say(process.stderr, `${parsed.message}\n`, exit.usage);
  const { flags } = parsed;
  if (flags.unexpected.length > 0) {
    process.stderr.write(`Unexpected argument(s): ${flags.unexpected.join(" ")}\n`);
  }
  if (flags.action === "help") return say(process.stdout, helpText(), exit.ok);
  if (flags.action === "signum") return signum(flags.signalName);
  if (flags.action === "version") return say(process.stderr, versionText(), exit.ok);
  if (flags.action === "test") return test(flags);
  return flags.fork ? forkToBackground(argv) : run(flags);
}

/** `--signum=JSON`: the number for kill(1). */
function signum(name: string): number {
  const number = (signalNumbers as Readonly<Record<string, number>>)[name];
  if (number === undefined) return say(process.stderr, `Unknown sigfunc ${name}\n`, exit.usage);
  return say(process.stdout, `${number}\n`, exit.ok);
}

async function test(flags: VrrpFlags): Promise<number> {
  const configuration = readConfiguration(flags, new Place());
  if (configuration === undefined) return say(process.stderr, missing(flags.file), exit.ok);
  const lines = await allComplaints(configuration, flags);
  const text = lines.map((line) => `${line}\n`).join("");
  if (flags.testOutput === undefined) process.stderr.write(text);
  else writeFileSync(flags.testOutput, text);
  return testExitCode(configuration.problems, configuration.checked.securityViolation);
}

async function run(flags: VrrpFlags): Promise<number> {
  const place = new Place();
  const configuration = readConfiguration(flags, place);
  const placement = configuration?.placement ?? {};
  const log = createLog(sinks(flags, identSuffix(placement)), flags.detailed);
  log.info("Starting Keepalived (bascule)");
  for (const note of flags.notes) log.info(note);
  if (isRunning(pidFiles(flags, placement).pidFile)) return refuse(log, "daemon is already running", exit.ok);
  if (configuration === undefined) return refuse(log, missing(flags.file).trim(), exit.noFile);
  for (const line of complaints(configuration, flags)) {
    log.warning(line);
    await tellLine(line);
  }
  if (!configuration.runs) {
    return refuse(log, "pid exited with permanent error CONFIG. Terminating", exit.configuration);
  }
  return work(configuration, { flags, place, log });
}

interface Start {
  readonly flags: VrrpFlags;
  readonly place: Place;
  readonly log: VrrpLog;
}

async function work({ checked, placement }: Configuration, start: Start): Promise<number> {
  const { flags, log } = start;
  const { pidFile, vrrpPidFile } = pidFiles(flags, placement);
  try {
    using _ = writePidFiles([pidFile, vrrpPidFile]);
    using lock = await lockForGuardian(pidFile, log);
    const startGuardian = () => new Guardian({ log, clock: monotonicClock, lock: lock.descriptor });
    using guardian = runFirst(checked.config.global, log, startGuardian);
    const stopAsked = Promise.withResolvers<void>();
    const ledger = new Ledger(checked.config);
    const daemon = startVrrpDaemon(checked.config, { log, undoList: guardian, ledger });
    using operation = new Operation({ ledger, log, controlPath: controlPath(pidFile) });
    operation.follow(checked.config);
    using _signals = listenToSignals({
      onStop: () => stopAsked.resolve(),
      onCrash: (error) => {
        log.warning(error.stack ?? error.message);
        stopAsked.reject(error);
      },
      onReload: () => reload({ daemon, operation, ...start }),
      onReport: (kind) => writeReport(kind, ledger, log),
    });
    dropCapabilities(log);
    log.info("Startup complete");
    await tellReady();
    releaseStartPages();
    await ends(stopAsked.promise, daemon, log);
    return exit.ok;
  } catch (error) {
    return refuse(log, messageOf(error), exit.configuration);
  }
}

interface Reloadable extends Start {
  readonly daemon: VrrpDaemon;
  readonly operation: Operation;
}

/** SIGHUP: a file that does not run is refused, and all stays as it was. */
function reload({ daemon, operation, flags, place, log }: Reloadable): void {
  log.info("Reloading");
  const configuration = readConfiguration(flags, place);
  const lines = configuration === undefined ? [missing(flags.file).trim()] : complaints(configuration, flags);
  for (const line of lines) log.warning(line);
  if (!configuration?.runs) {
    log.warning("Reload refused: the daemon runs on with the configuration that it has");
    return;
  }
  try {
    daemon.reload(configuration.checked.config);
    operation.follow(configuration.checked.config);
    log.info("Reload finished");
  } catch (error) {
    log.warning(`Reload refused: ${messageOf(error)}`);
  }
}

/** Waits, then resigns in order: also after a mistake of ours, or the address would stay on two nodes. */
async function ends(asked: Promise<void>, daemon: VrrpDaemon, log: VrrpLog): Promise<void> {
  try {
    await asked;
  } finally {
    log.info("Stopping");
    await Promise.race([daemon.stop(), after(hungMs)]);
    log.info("Stopped Keepalived (bascule)");
  }
}

function sinks(flags: VrrpFlags, suffix: string): readonly LogSink[] {
  const system = flags.logToSystem ? [systemSink(suffix)] : [];
  return flags.logToConsole ? [consoleSink(process.stderr), ...system] : system;
}

async function refuse(log: VrrpLog, message: string, code: number): Promise<number> {
  log.warning(message);
  await tellLine(message);
  return code;
}

function missing(file: string): string {
  return `Config files missing '${file}'.\n`;
}

function say(stream: NodeJS.WriteStream, text: string, code: number): number {
  stream.write(text);
  return code;
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
