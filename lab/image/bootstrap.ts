import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { toolEnvironment } from "../wire/tool.ts";
import type { Building } from "./base.ts";
import { readEngine } from "./engine-stream.ts";
import { openWorkFolder } from "./work-folder.ts";

const script = new URL("./bootstrap.sh", import.meta.url);
/** As Debian's own slim images do. */
const leftOut = ["doc", "groff", "info", "linda", "lintian", "locale", "man"].map(
  (name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`,
);
const suite = "bookworm";
/** Some downloads are slow, but a tool without room may wait for ever. */
const silentMs = 600_000;

/** Makes a Debian with these packages, and gives the image the name once it is complete. */
export async function makeBase(
  { engine, signal }: Building,
  name: string,
  packages: readonly string[],
): Promise<void> {
  await using folder = await openWorkFolder();
  const options = ["--variant=minbase", "--aptopt=APT::Install-Recommends false", ...leftOut];
  const tool = ["mmdebstrap", ...options, `--include=${packages.join(",")}`, suite, "-"];
  const own = ["--mount", "--pid", "--mount-proc", "--fork", "--kill-child"];
  const argv = [...own, "sh", "-c", await readFile(script, "utf8"), "bascule-image", ...tool];
  const environment = { ...process.env, ...toolEnvironment(), TMPDIR: folder.path };
  const child = spawn("unshare", argv, { detached: true, stdio: "pipe", env: environment });
  child.stdin.on("error", () => {}); // it ended first: its exit code tells
  const stop = () => child.stdin.end();
  const silent = new AbortController();
  const silence = setTimeout(
    () => silent.abort(new Error("mmdebstrap said nothing for ten minutes")),
    silentMs,
  );
  child.stderr.on("data", () => silence.refresh());
  silent.signal.addEventListener("abort", stop);
  signal.addEventListener("abort", stop);
  try {
    const exited = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    const imported = engine.importImage(child.stdout, {}).then(readEngine);
    const [code, complaint, made] = await Promise.all([exited, text(child.stderr), settled(imported)]);
    const id = made.lines?.findLast(({ status }) => status?.startsWith("sha256:"))?.status;
    const failure = code === 0 && id !== undefined ? undefined : failureOf(complaint, made.error, code);
    if (id !== undefined && failure === undefined) await tagged(id);
    else if (id !== undefined) await engine.getImage(id).remove();
    signal.throwIfAborted();
    silent.signal.throwIfAborted();
    if (failure !== undefined) throw failure;
  } finally {
    clearTimeout(silence);
    signal.removeEventListener("abort", stop);
  }

  async function tagged(id: string): Promise<void> {
    const [repo = "", tag = ""] = name.split(":");
    await engine.getImage(id).tag({ repo, tag });
  }
}

/** A failure is looked at only when the tool has ended too. */
async function settled<Value>(work: Promise<Value>): Promise<{ lines?: Value; error?: unknown }> {
  return work.then(
    (lines) => ({ lines }),
    (error: unknown) => ({ error }),
  );
}

function failureOf(complaint: string, cause: unknown, code: number | null): Error {
  const refusal = cause instanceof Error ? [cause.message] : [];
  const reason = [...refusal, ...tellingLines(complaint)].join(" / ");
  return new Error(reason || `mmdebstrap ended with ${code}`, { cause });
}

/** Of hundreds of lines about progress: that the disk is full, else the last errors but the one that sums up. */
function tellingLines(complaint: string): readonly string[] {
  const lines = complaint.split("\n").map((line) => line.trim());
  const full = lines.find((line) => /no space left/i.test(line));
  if (full !== undefined) return [full];
  return lines.filter((line) => line.startsWith("E: ") && !line.includes("mmdebstrap failed")).slice(-2);
}
