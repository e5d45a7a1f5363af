import { hostname } from "node:os";
import { type Language, languageOf } from "../base/text.ts";
import { evaluateCondition } from "../config/haproxy/preprocess/condition.ts";
import { type DaemonArguments, parseArguments } from "./daemon-arguments.ts";
import { givenDescriptors, isBackgroundChild, startInBackground, tellParent } from "./daemon-background.ts";
import { type Beginning, begin, beginMaster } from "./daemon-begin.ts";
import { type Loaded, load, type Severity, severityLine } from "./daemon-load.ts";
import { rememberStartup } from "./daemon-startup-log.ts";
import { refusing, socketWithoutMaster, strict, unknownArgument, usage } from "./daemon-text.ts";
import { versionText } from "./daemon-version.ts";
import { isFirstWorker, isWorker } from "./master/worker.ts";

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
    const ofMaster = wanted.masterSockets.flatMap(({ address }) =>
      address.kind === "descriptor" ? [address.descriptor] : [],
    );
    return startInBackground(command, [...givenDescriptors(loaded.parsed.config), ...ofMaster]);
  }
  const isMaster = (wanted.master ?? loaded.parsed.config.global.master) && !isWorker();
  if (wanted.masterSockets.length > 0 && !isMaster && !isWorker())
    tell("WARNING", socketWithoutMaster[language]);
  const beginning = { wanted, loaded, language, tell, background };
  return isMaster ? beginMaster(beginning, command) : begin(beginning);
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
