import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { recordedWith, verdictCases } from "../agent/config/haproxy/verdict.ts";
import { original, ours } from "./haproxy/play.ts";
import { describeLive } from "./live.ts";

const real = { stack: "keepalived-haproxy" } as const;
const compose = fileURLToPath(new URL("../../compose/course/haproxy/", import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "bascule-check-"));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Exit code and standard output of `haproxy -c`. */
function check(program: string, text: string): { readonly exit: number | null; readonly verdict: string } {
  const file = join(directory, "haproxy.cfg");
  writeFileSync(file, text);
  const { status, stdout } = spawnSync(program, ["-c", "-f", file], {
    encoding: "utf8",
    env: { ...process.env, LANG: "C" },
  });
  return { exit: status, verdict: stdout };
}

/** The exercise's file names what is on its nodes; here the repository's copy stands for it. */
function onThisMachine(text: string): string {
  return text
    .replaceAll("/etc/haproxy/errors/503.http", `${compose}errors/503.http`)
    .replace(/^ *(user|group) .*\n/gm, "");
}

describeLive(
  "the verdict of -c",
  () => {
    test("on the exercise's file is HAProxy's", () => {
      const text = onThisMachine(readFileSync(`${compose}haproxy.cfg`, "utf8"));
      expect(check(ours, text)).toEqual({ exit: 0, verdict: "Configuration file is valid\n" });
      expect(check(original, text)).toEqual({ exit: 0, verdict: "Configuration file is valid\n" });
    });

    test.each([
      ["a missing errorfile", "defaults\n mode http\n errorfile 503 /nowhere\nlisten l\n bind :1\n"],
      [
        "an errorfile that is no response",
        "defaults\n mode http\n errorfile 503 /etc/hostname\nlisten l\n bind :1\n",
      ],
      ["an unknown user", "global\n user nobody-of-that-name\nlisten l\n bind :1\n"],
      ["an unknown group", "global\n group nobody-of-that-name\nlisten l\n bind :1\n"],
      ["an address that is none", "listen l\n bind :1\n server s 256.0.0.1:80\n"],
      ["a certificate that is not there", "listen l\n bind :1 ssl crt /nowhere.pem\n"],
    ])("on %s is HAProxy's", (_, text) => {
      expect(check(ours, text)).toEqual(check(original, text));
    });

    test("on the cases of the table is still the recorded one", () => {
      // The program that they come from cannot have changed its mind: some are enough.
      const { stdout } = spawnSync(original, ["-v"], { encoding: "utf8" });
      const step = stdout.includes(recordedWith) ? 12 : 1;
      const cases = verdictCases.filter((_, index) => index % step === 0);
      const now = cases.map(({ name, text }) => {
        const { exit, verdict } = check(original, text);
        return { name, exit, warned: verdict.includes("Warnings were found") };
      });
      expect(now).toEqual(cases.map(({ name, exit, warned }) => ({ name, exit, warned })));
    });
  },
  real,
);
