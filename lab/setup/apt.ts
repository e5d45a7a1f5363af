import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Text } from "../../agent/base/text.ts";
import type { Context } from "../command/context.ts";
import { labError } from "../errors.ts";
import type { Machine } from "./machine.ts";

/** What `policy-rc.d` looks for, so that it keeps quiet only for what bascule installs. */
export const setupMark = "BASCULE_SETUP";
/** Seconds to wait for another package manager to finish. */
const lockSeconds = 120;
const keptLines = 5;

export interface RunOptions {
  readonly machine: Machine;
  readonly context: Context;
  /** Whether Ctrl-C ends it. Unpacking is never cut short: dpkg's database would be left half done. */
  readonly stops: boolean;
}

/** Runs `apt-get`; its lines appear with `--verbose`. Throws ERR_MACHINE_MISSING with its last lines. */
export async function aptGet(args: readonly string[], options: RunOptions): Promise<void> {
  const argv = ["-q", "-y", "-o", `DPkg::Lock::Timeout=${lockSeconds}`, ...args];
  const { code, lines } = await run("apt-get", argv, options);
  if (code === 0) return;
  if (options.stops) options.context.signal.throwIfAborted();
  const said = lines.slice(-keptLines).join(" / ");
  throw labError("ERR_MACHINE_MISSING", {
    fr: `« apt-get ${args.join(" ")} » a échoué : ${said}. Réparez cela, puis lancez « npm run setup ».`,
    en: `\`apt-get ${args.join(" ")}\` failed: ${said}. Mend that, then run \`npm run setup\`.`,
  });
}

/** The packages of which apt has no version to install: its lists are absent or old. */
export async function unknownPackages(
  packages: readonly string[],
  options: RunOptions,
): Promise<readonly string[]> {
  const { lines } = await run("apt-cache", ["policy", ...packages], options);
  const known = new Set<string>();
  let current = "";
  for (const line of lines) {
    if (!line.startsWith(" ")) current = line.replace(/:$/, "");
    else if (/^ +Candidate: (?!\(none\))/.test(line)) known.add(current);
  }
  return packages.filter((name) => !known.has(name));
}

/** Runs a program to its end, in a session of its own so that the terminal's Ctrl-C does not reach it. */
export async function run(
  program: string,
  argv: readonly string[],
  { machine, context, stops }: RunOptions,
): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const child = spawn(program, argv, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...context.environment, ...quietly, PATH: machine.path },
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on("line", (line) => {
      if (line.trim() !== "") lines.push(line);
      context.detail(line);
    });
  }
  const onAbort = () => (stops ? child.kill() : context.progress(finishing));
  context.signal.addEventListener("abort", onAbort);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return { code, lines };
  } finally {
    context.signal.removeEventListener("abort", onAbort);
  }
}

const finishing: Text = {
  fr: "L'installation en cours se termine d'abord : interrompue, elle laisserait les paquets à moitié installés.",
  en: "The installation finishes first: cut short, it would leave packages half installed.",
};

const quietly = {
  DEBIAN_FRONTEND: "noninteractive",
  // Ubuntu's needrestart would restart services of the machine.
  NEEDRESTART_SUSPEND: "1",
  LC_ALL: "C",
  [setupMark]: "1",
};
