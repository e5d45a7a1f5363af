import { describe, expect, test } from "vitest";
import { parseFlags } from "../../../../agent/drive/vrrp/flags.ts";
import { identSuffix, pidFiles } from "../../../../agent/drive/vrrp/placement.ts";

const flagsOf = (...argv: string[]) => {
  const parsed = parseFlags(argv, {});
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.flags;
};

describe("the pid files", () => {
  test.each([
    [{}, "/run/keepalived.pid", "/run/keepalived_vrrp.pid"],
    [{ pidFolder: true }, "/run/keepalived/keepalived.pid", "/run/keepalived/vrrp.pid"],
    [{ instanceName: "a" }, "/run/keepalived/keepalived_a.pid", "/run/keepalived/vrrp_a.pid"],
    [{ networkNamespace: "n" }, "/run/keepalived/n/keepalived.pid", "/run/keepalived/n/vrrp.pid"],
  ] as const)("of %j are those of the original", (placement, pidFile, vrrpPidFile) => {
    expect(pidFiles(flagsOf(), placement)).toEqual({ pidFile, vrrpPidFile });
  });

  test("of the command line come first", () => {
    const { pidFile, vrrpPidFile } = pidFiles(flagsOf("-p", "/a.pid"), { pidFolder: true });
    expect([pidFile, vrrpPidFile]).toEqual(["/a.pid", "/run/keepalived/vrrp.pid"]);
  });
});

test("syslog shows the namespace, then the instance", () => {
  expect(identSuffix({ networkNamespace: "n", instanceName: "a" })).toBe("_n_a");
  expect(identSuffix({})).toBe("");
});
