import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { original, ours } from "./haproxy/play.ts";
import { describeLive } from "./live.ts";

const folder = fileURLToPath(new URL("../vtc/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".vtc"));
const programs = { original, ours } as const;

/** varnishtest waits three seconds for a daemon: more programs at once than processors would make it wait longer. */
let lanes = Math.max(2, availableParallelism());
const waiting: (() => void)[] = [];

async function inLane<Result>(run: () => Promise<Result>): Promise<Result> {
  while (lanes === 0) await new Promise<void>((resolve) => waiting.push(resolve));
  lanes--;
  try {
    return await run();
  } finally {
    lanes++;
    waiting.shift()?.();
  }
}

/** What Node has compiled of ours is kept: a start costs a third then. A daemon that is killed at once keeps nothing. */
const environment = { NODE_COMPILE_CACHE: join(tmpdir(), "bascule-vtc-compiled"), ...process.env };

/** The machine had no processor for the daemon within varnishtest's three seconds: this says nothing of the daemon. */
const tooBusy = /PID file check failed/;
const attempts = 3;

async function runFile(file: string, program: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const failure = await runOnce(file, program);
    if (attempt === attempts || !tooBusy.test(failure)) return failure;
  }
}

/** In namespaces of its own, so that nothing of it stays; gives what varnishtest wrote of a failure. */
function runOnce(file: string, program: string): Promise<string> {
  const inside = 'ip link set lo up && timeout 30 varnishtest -t 15 "$0"';
  const spaces = ["--net", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const { promise, resolve } = Promise.withResolvers<string>();
  const env = { ...environment, HAPROXY_PROGRAM: program };
  const argv = [...spaces, "sh", "-c", inside, folder + file];
  execFile("unshare", argv, { env, timeout: 40_000, maxBuffer: 20_000_000 }, (error, stdout, stderr) => {
    resolve(error ? `${stdout}${stderr}${error.message}` : "");
  });
  return promise;
}

describeLive(
  "varnishtest drives haproxy",
  () => {
    beforeAll(() => promisify(execFile)(ours, ["-v"], { env: environment }), 60_000);
    const cases = files.flatMap((file) => Object.entries(programs).map(([name, path]) => [file, name, path]));
    test.concurrent.each(cases)("%s with %s", { timeout: 300_000 }, async (file, _name, path) => {
      expect(await inLane(() => runFile(file ?? "", path ?? ""))).toBe("");
    });
    test("there are at least thirty", () => expect(files.length).toBeGreaterThanOrEqual(30));
  },
  { stack: "keepalived-haproxy", varnish: true, root: true },
);
