import { describe, expect, test } from "vitest";
import { helpText, parseFlags } from "../../../../agent/drive/vrrp/flags.ts";

const read = (...argv: string[]) => parseFlags(argv, {});

describe("the command line", () => {
  test("has the original's defaults", () => {
    expect(read()).toEqual({
      ok: true,
      flags: {
        file: "/etc/keepalived/keepalived.conf",
        action: "run",
        signalName: "",
        fork: true,
        vrrpOnly: false,
        logToConsole: false,
        logToSystem: true,
        detailed: false,
        language: "en",
        notes: [],
        unexpected: [],
      },
    });
  });

  test.each([
    [["-nlDf", "/k"], { fork: false, logToConsole: true, detailed: true, file: "/k" }],
    [["--dont-fork", "--log-console", "--use-file", "/k"], { fork: false, logToConsole: true, file: "/k" }],
    [["--use-file=/k", "-P"], { file: "/k", action: "run" }],
    [["-f/k", "-t"], { file: "/k", action: "test" }],
    [["--config-test=/tmp/out"], { action: "test", testOutput: "/tmp/out" }],
    [["--use-fi=/k"], { file: "/k" }],
    [["-p", "/a", "-r", "/b"], { pidFile: "/a", vrrpPidFile: "/b" }],
    [["-s", "other"], { namespace: "other" }],
    [["--lang", "fr"], { language: "fr" }],
    [["extra", "-n"], { unexpected: ["extra"], fork: false }],
  ])("%j", (argv, expected) => {
    expect(read(...argv)).toMatchObject({ ok: true, flags: expected });
  });

  test.each([
    [["--bogus"], "Unknown option --bogus"],
    [["-n", "-Z"], "Unknown option -Z"],
    [["-f"], "Missing parameter for option -f"],
    [["--vrrp="], "option '--vrrp' doesn't allow an argument"],
  ])("%j is refused", (argv, message) => {
    expect(read(...argv)).toEqual({ ok: false, message });
  });

  test("follows the locale", () => {
    expect(parseFlags([], { LANG: "fr_FR.UTF-8" })).toMatchObject({ flags: { language: "fr" } });
  });
});

test("the help lists every flag", () => {
  expect(helpText()).toMatchSnapshot();
});
