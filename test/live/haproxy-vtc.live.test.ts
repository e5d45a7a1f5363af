import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { original, ours } from "./haproxy/play.ts";
import { describeLive } from "./live.ts";

const folder = fileURLToPath(new URL("../vtc/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".vtc"));
const programs = { original, ours } as const;

/** varnishtest waits three seconds for a daemon: more programs at once than processors would make it wait longer. */
let lanes = 3;
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

/** In namespaces of its own, so that nothing of it stays; gives what varnishtest wrote of a failure. */
function runFile(file: string, program: string): Promise<string> {
  const inside = 'ip link set lo up && timeout 30 varnishtest -t 15 "$0"';
  const argv = [
    "--net",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
    "sh",
    "-c",
    inside,
    folder + file,
  ];
  const { promise, resolve } = Promise.withResolvers<string>();
  const env = { ...process.env, HAPROXY_PROGRAM: program };
  execFile("unshare", argv, { env, timeout: 40_000, maxBuffer: 20_000_000 }, (error, stdout, stderr) => {
    resolve(error ? `${stdout}${stderr}${error.message}` : "");
  });
  return promise;
}

describeLive(
  "varnishtest drives haproxy",
  () => {
    const cases = files.flatMap((file) => Object.entries(programs).map(([name, path]) => [file, name, path]));
    test.concurrent.each(cases)("%s with %s", { timeout: 300_000 }, async (file, _name, path) => {
      expect(await inLane(() => runFile(file ?? "", path ?? ""))).toBe("");
    });
    test("there are at least thirty", () => expect(files.length).toBeGreaterThanOrEqual(30));
  },
  { stack: "keepalived-haproxy", varnish: true, root: true },
);
