import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { labError } from "../errors.ts";
import { setupMark } from "./apt.ts";

const title = "# bascule setup";
const askAgainMs = 250;

export interface PolicyOptions {
  readonly file: string;
  readonly signal: AbortSignal;
  /** Told that an earlier set-up was killed and what it was installing. */
  readonly onStale: (packages: readonly string[]) => void;
  readonly packages: readonly string[];
}

/**
 * Keeps Debian from starting the daemons that are installed until it is disposed: a `policy-rc.d` that forbids it
 * (exit code 101, invoke-rc.d(8)), and only for our own apt-get. One that somebody else put there is left alone.
 */
export async function forbidServices(options: PolicyOptions): Promise<AsyncDisposable> {
  for (;;) {
    options.signal.throwIfAborted();
    if (await create(options)) return { [Symbol.asyncDispose]: () => rm(options.file, { force: true }) };
    const owner = await ownerOf(options.file);
    if (owner === "foreign") return { [Symbol.asyncDispose]: async () => {} };
    if (owner !== "gone") await handOver(owner, options);
  }
}

/** Removes what a killed set-up left, without installing anything. */
export async function removeStalePolicy({
  file,
  onStale,
}: Pick<PolicyOptions, "file" | "onStale">): Promise<void> {
  const owner = await ownerOf(file);
  if (owner === "foreign" || owner === "gone" || (await isAlive(owner))) return;
  await rm(file, { force: true }).catch((error: unknown) => {
    throw labError(
      "ERR_MACHINE_MISSING",
      {
        fr: `Une installation interrompue a laissé ${file}. Supprimez-le en tant que root : sudo rm ${file}`,
        en: `A set-up that was killed has left ${file}. Remove it as root: sudo rm ${file}`,
      },
      error,
    );
  });
  onStale(owner.packages);
}

interface Owner {
  readonly pid: string;
  readonly startTicks: string;
  readonly packages: readonly string[];
}

/** Waits for another set-up that runs; removes the file of one that was killed. */
async function handOver(owner: Owner, options: PolicyOptions): Promise<void> {
  if (await isAlive(owner)) await delay(askAgainMs, undefined, { signal: options.signal });
  else await removeStalePolicy(options);
}

async function create({ file, packages }: PolicyOptions): Promise<boolean> {
  const pid = String(process.pid);
  const lines = [
    "#!/bin/sh",
    [title, pid, await startTicksOf(pid), ...packages].join(" "),
    `[ "$${setupMark}" = 1 ] && exit 101`,
    "exit 0",
    "",
  ];
  try {
    await writeFile(file, lines.join("\n"), { flag: "wx", mode: 0o755 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw labError(
      "ERR_MACHINE_MISSING",
      {
        fr: `${file} ne s'écrit pas : sans lui, Debian démarrerait les services installés. Vérifiez les droits et la place.`,
        en: `${file} cannot be written: without it Debian would start the services that it installs. Check permissions and space.`,
      },
      error,
    );
  }
}

async function ownerOf(file: string): Promise<Owner | "foreign" | "gone"> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return "gone";
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${title} `));
  if (line === undefined) return "foreign";
  const [pid = "", startTicks = "", ...packages] = line.slice(title.length + 1).split(" ");
  return { pid, startTicks, packages };
}

async function isAlive({ pid, startTicks }: Owner): Promise<boolean> {
  return (await startTicksOf(pid)) === startTicks;
}

/** When the process began, in clock ticks since boot: proc(5), /proc/PID/stat field 22. "gone" where it is not there. */
async function startTicksOf(pid: string): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The second field is the name in parentheses, which may hold spaces.
  const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return afterName[19] ?? "gone";
}
