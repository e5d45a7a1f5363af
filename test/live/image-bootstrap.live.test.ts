import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { liveTest } from "./live.ts";

const script = fileURLToPath(new URL("../../lab/image/bootstrap.sh", import.meta.url));
/** Has a folder of this machine mounted in its own, says so, and hears no request to stop. */
const deaf = `trap '' TERM
mkdir -p "$TMPDIR/root/dev"
mount --bind "$1" "$TMPDIR/root/dev"
echo mounted >&2
while :; do sleep 1; done`;

liveTest(
  "a tool that does not heed TERM is ended, and nothing is removed through what it has mounted",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "bootstrap-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [work, precious] = [join(folder, "work"), join(folder, "precious")];
    await Promise.all([mkdir(work), mkdir(precious)]);
    await writeFile(join(precious, "file"), "kept");
    const own = ["--mount", "--pid", "--mount-proc", "--fork", "--kill-child"];
    const tool = ["sh", "-c", deaf, "deaf", precious];
    const child = spawn("unshare", [...own, "sh", script, ...tool], {
      stdio: ["pipe", "ignore", "pipe"],
      env: { ...process.env, TMPDIR: work },
    });
    child.stderr?.once("data", () => child.stdin?.end());
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect({ code, work: existsSync(work) }).toEqual({ code: 137, work: false });
    expect(await readFile(join(precious, "file"), "utf8")).toBe("kept");
  },
);
