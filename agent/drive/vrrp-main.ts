import { readFileSync, writeFileSync } from "node:fs";
import { messageOf } from "../base/message-of.ts";
import { formatProblem } from "../base/problem.ts";
import type { Text } from "../base/text.ts";
import { parseKeepalived } from "../config/keepalived/parse.ts";
import { listenToSignals } from "./signal.ts";
import { type Checked, checkMachine, testExitCode } from "./vrrp-check.ts";
import { startVrrpDaemon, type VrrpDaemon } from "./vrrp-daemon.ts";
import { helpText, parseFlags, type VrrpFlags } from "./vrrp-flags.ts";
import { forkToBackground, tellLine, tellReady } from "./vrrp-fork.ts";
import { consoleSink, createLog, type LogSink, outliveReaders, type VrrpLog } from "./vrrp-log.ts";
import { isRunning, writePidFiles } from "./vrrp-pid-file.ts";
import { systemSink } from "./vrrp-syslog.ts";
import { versionText } from "./vrrp-version.ts";

/** Exit codes of keepalived 2.2.7, measured: 1 usage, 2 it cannot start with this file, 6 there is no file. */
const exit = { ok: 0, usage: 1, configuration: 2, noFile: 6 } as const;
/** Notify scripts that run longer than this do not hold up the end. */
const hungMs = 5000;

/** Runs the command; resolves with its exit code when it has ended. */
export async function keepalivedMain(argv: readonly string[]): Promise<number> {
  outliveReaders(process.stdout, process.stderr);
  const parsed = parseFlags(argv, process.env);
  if (!parsed.ok) return say(process.stderr, `${parsed.message}\n`, exit.usage);
  const { flags } = parsed;
  if (flags.unexpected.length > 0) {
    process.stderr.write(`Unexpected argument(s): ${flags.unexpected.join(" ")}\n`);
  }
  if (flags.action === "help") return say(process.stdout, helpText(), exit.ok);
  if (flags.action === "version") return say(process.stderr, versionText(), exit.ok);
  if (flags.action === "test") return test(flags);
  return flags.fork ? forkToBackground(argv) : run(flags);
}

function test(flags: VrrpFlags): number {
  const text = readConfiguration(flags.file);
  if (text === undefined) return say(process.stderr, missing(flags.file), exit.ok);
  const { problems, checked } = check(text, flags);
  const lines = problems.map((problem) => `${formatProblem(problem, flags.language)}\n`);
  if (checked.securityViolation) lines.push(`${securityViolation}\n${remedy[flags.language]}\n`);
  if (flags.testOutput === undefined) process.stderr.write(lines.join(""));
  else writeFileSync(flags.testOutput, lines.join(""));
  return testExitCode(problems, checked.securityViolation);
}

async function run(flags: VrrpFlags): Promise<number> {
  const log = createLog(sinks(flags), flags.detailed);
  log.info("Starting Keepalived (bascule)");
  if (isRunning(flags.pidFile)) return refuse(log, "daemon is already running", exit.ok);
  const text = readConfiguration(flags.file);
  if (text === undefined) return refuse(log, missing(flags.file).trim(), exit.noFile);
  const { problems, checked } = check(text, flags);
  for (const problem of problems) {
    const line = formatProblem(problem, flags.language);
    log.warning(line);
    await tellLine(line);
  }
  if (checked.securityViolation)
    for (const line of [securityViolation, remedy[flags.language]]) log.warning(line);
  if (problems.some(({ severity }) => severity !== "mistake")) {
    return refuse(log, "pid exited with permanent error CONFIG. Terminating", exit.configuration);
  }
  return work(checked, flags, log);
}

async function work(checked: Checked, flags: VrrpFlags, log: VrrpLog): Promise<number> {
  try {
    using _ = writePidFiles([flags.pidFile, flags.vrrpPidFile]);
    const stopAsked = Promise.withResolvers<void>();
    using _signals = listenToSignals({
      onStop: () => stopAsked.resolve(),
      onCrash: (error) => {
        log.warning(error.stack ?? error.message);
        stopAsked.reject(error);
      },
      onOther: (signal) => log.info(`${signal} received: not supported yet, the daemon runs on unchanged`),
    });
    const daemon = startVrrpDaemon(checked.config, log);
    log.info("Startup complete");
    await tellReady();
    await ends(stopAsked.promise, daemon, log);
    return exit.ok;
  } catch (error) {
    return refuse(log, messageOf(error), exit.configuration);
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

function check(text: string, flags: VrrpFlags) {
  const parsed = parseKeepalived(text, flags.file);
  const checked = checkMachine(parsed, flags.file);
  const problems = [...parsed.problems, ...checked.problems].toSorted(
    (a, b) => a.line - b.line || a.column - b.column,
  );
  return { checked, problems };
}

function sinks(flags: VrrpFlags): readonly LogSink[] {
  const system = flags.logToSystem ? [systemSink()] : [];
  return flags.logToConsole ? [consoleSink(process.stderr), ...system] : system;
}

async function refuse(log: VrrpLog, message: string, code: number): Promise<number> {
  log.warning(message);
  await tellLine(message);
  return code;
}

/** Undefined when there is no such file, or it cannot be read. */
function readConfiguration(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

const securityViolation = "SECURITY VIOLATION - scripts are being executed but script_security not enabled.";

const remedy: Text = {
  fr: "Des scripts sont lancés sans que keepalived contrôle qui peut les modifier. Écrivez deux lignes dans global_defs, en tête du fichier : « script_user root » et « enable_script_security ».",
  en: 'Scripts are run without a check who may change them. Write two lines in global_defs, at the top of the file: "script_user root" and "enable_script_security".',
};

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
