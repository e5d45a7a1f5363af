import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { toolEnvironment } from "../../wire/tool.ts";
import { identify } from "./identity.ts";
import { type LabUsers, labRights } from "./lab-user.ts";
import { namespaceFlags } from "./namespace.ts";
import { removeStateFolder } from "./state.ts";

const script = new URL("./lab-root.sh", import.meta.url);

/**
 * The process below which a lab lives, in namespaces of its own. The kernel ends the whole lab with it, and it
 * ends when its standard input is closed: by `dispose`, or by the death of this process.
 */
export interface LabRoot extends AsyncDisposable {
  /** As this machine sees it. */
  readonly pid: number;
  readonly users: LabUsers;
  /** A tmpfs, at this path inside the lab's mount namespace only. */
  readonly folder: string;
  /** The same place as this process reaches it. */
  readonly outside: string;
  /** Resolves when everything of the lab has ended. */
  readonly ended: Promise<void>;
}

/** @param base the folder in which the lab's state folder is made */
export async function startLabRoot(id: string, base: string): Promise<LabRoot> {
  const [self, { users, flags }] = await Promise.all([identify(process.pid), labRights()]);
  const argv = [base, id, String(process.pid), String(self?.startTicks ?? 0)];
  const shell = ["sh", "-c", await readFile(script, "utf8"), "bascule-lab", ...argv];
  // In a session of its own: Ctrl-C is for the harness, which then takes the lab down in order.
  const child = spawn("unshare", [...flags, ...namespaceFlags, ...shell], {
    detached: true,
    stdio: "pipe",
    env: toolEnvironment(),
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve()).once("error", () => resolve());
  });
  child.stdin.on("error", () => {}); // the lab ended first: `ended` tells
  const pid = await pidOf(child, ended);
  const folder = join(base, id, "root");
  const over = ended.then(() => removeStateFolder(join(base, id))); // a root that was killed could not do it itself
  const dispose = () => end(child, over);
  const outside = `/proc/${pid}/root${folder}`;
  return { pid, users, folder, outside, ended: over, [Symbol.asyncDispose]: dispose };
}

async function pidOf(child: ChildProcess, ended: Promise<void>): Promise<number> {
  if (child.stdout === null || child.stderr === null) throw new Error("the lab's root process has no output");
  const complaints = text(child.stderr);
  const failed = new Promise<never>((_, reject) => {
    child.once("error", reject);
    void ended.then(async () =>
      reject(new Error((await complaints).trim() || "the lab's root process ended at once")),
    );
  });
  const lines = createInterface(child.stdout);
  const first = new Promise<string>((resolve) => lines.once("line", resolve));
  return Number(await Promise.race([first, failed]));
}

const patienceMs = 5000;

/** Closing the pipe is the request to end; a root that does not hear it within seconds is killed. */
async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.stdin?.end();
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await ended;
  clearTimeout(timer);
}
