import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findSubjects } from "../../../lab/audit/find.ts";
import { main } from "../../../lab/command/main.ts";
import { good } from "../../agent/config/keepalived/broken.ts";
import { capture } from "../command/capture.ts";

const balancing =
  "defaults\n mode http\n timeout client 5s\n timeout server 5s\n timeout connect 5s\nfrontend f\n bind :80\n default_backend b\nbackend b\n server a 10.0.0.1:80 check\n";
const backup = good.replace("MASTER", "BACKUP").replace("priority 100", "priority 90");
const nul = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]);

const files: Readonly<Record<string, string | Buffer>> = {
  "pair/lb1/keepalived.conf": good,
  "pair/lb2/keepalived.conf": backup,
  "balanced/lb1/keepalived.conf": good,
  "balanced/lb1/haproxy.cfg": balancing,
  "balanced/lb2/keepalived.conf": backup,
  "balanced/haproxy/haproxy.cfg": balancing,
  "flat/one.conf": good,
  "flat/two.conf": backup,
  "odd/haproxy.conf": balancing,
  "odd/keepalived.cfg": backup,
  "broken/lb1/keepalived.conf": good.replace("    virtual_router_id 51\n", ""),
  "broken/lb2/keepalived.conf": backup,
  "crlf/lb1/keepalived.conf": good.replaceAll("\n", "\r\n"),
  "crlf/lb2/keepalived.conf": backup.replaceAll("\n", "\r\n"),
  "marked/keepalived.conf": `\ufeff# A comment.\n${good}`,
  "program.conf": nul,
  "windows.conf": Buffer.from(`\ufeff${good}`, "utf16le"),
  "huge.conf": "#\n".repeat(3 * 1024 * 1024),
  "deep.conf": "vrrp_instance X {\n".repeat(20_000),
  "empty.conf": "",
  "nothing/readme.txt": "",
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-input-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

async function check(...words: readonly string[]) {
  const { surroundings, written } = capture();
  const paths = words.map((word) => (word.startsWith("-") ? word : join(folder, word)));
  const exit = await main(["check", ...paths], surroundings);
  return { exit, said: written.stdout + written.stderr };
}

describe("which nodes are meant", () => {
  test.each<readonly [what: string, paths: readonly string[], nodes: readonly string[]]>([
    ["two files", ["pair/lb1/keepalived.conf", "pair/lb2/keepalived.conf"], ["lb1", "lb2"]],
    ["two folders", ["pair/lb1", "pair/lb2"], ["lb1", "lb2"]],
    ["a folder with both", ["pair"], ["lb1", "lb2"]],
    [
      "haproxy.cfg beside, or in a folder of its own",
      ["balanced"],
      ["lb1 lb1/haproxy.cfg", "lb2 haproxy/haproxy.cfg"],
    ],
    ["a folder with files of other names", ["flat"], ["one", "two"]],
    [
      "files of one name",
      ["pair/lb1/keepalived.conf", "balanced/lb1/keepalived.conf"],
      ["node1", "node2 lb1/haproxy.cfg"],
    ],
    [
      "files in any order, whatever they are called",
      ["odd/haproxy.conf", "flat/one.conf", "odd/keepalived.cfg"],
      ["node1 odd/haproxy.conf", "node2 odd/haproxy.conf"],
    ],
    ["a haproxy.cfg alone", ["balanced/haproxy/haproxy.cfg"], ["haproxy haproxy/haproxy.cfg"]],
  ])("%s", async (_, paths, expected) => {
    const nodes = await findSubjects(
      paths.map((path) => join(folder, path)),
      undefined,
    );
    const shown = nodes.map(({ name, haproxy }) =>
      [name, haproxy?.split("/").slice(-2).join("/")].filter(Boolean).join(" "),
    );
    expect(shown).toEqual(expected);
  });

  test.each(["compose/course", "compose/course/compose.yaml", "scenarios/course.yaml"])(
    "the balancers of %s, with their addresses and scripts",
    async (path) => {
      const [first, second, ...others] = await findSubjects([path], undefined);
      expect([first?.name, second?.name, others]).toEqual(["lb1", "lb2", []]);
      expect(first?.haproxy).toMatch(/compose\/course\/haproxy\/haproxy\.cfg$/);
      expect(first?.addressesOf("eth0")).toEqual(["192.168.1.101/24"]);
      expect(first?.addressesOf("enp0s3")).toEqual([]);
      expect(await first?.fileOf("/etc/keepalived/notify.sh")).toMatch(/lb1\/notify\.sh$/);
    },
  );
});

describe("exit codes", () => {
  test.each<readonly [what: string, words: readonly string[], exit: number, said: RegExp]>([
    [
      "a pair that is well",
      ["pair"],
      0,
      /9 faults tried, 0 wrong outcomes; 0 mistakes, 0 pieces of advice\. Good\./,
    ],
    [
      "a service that nobody watches",
      ["balanced"],
      1,
      /haproxy stops on lb1 +lb1 +never +– +WRONG\n +no track_script asks after haproxy/,
    ],
    [
      "the same, named by --haproxy",
      ["pair", "--haproxy=balanced/haproxy/haproxy.cfg"],
      2,
      /haproxy\.cfg: the file cannot be checked: it does not exist/,
    ],
    [
      "a file with which the daemon does not start",
      ["broken"],
      2,
      /has no "virtual_router_id"[\s\S]*the daemon would not start/,
    ],
    ["lines as Windows ends them", ["crlf"], 0, /Good\./],
    ["one file", ["pair/lb1/keepalived.conf"], 0, /give the other node's too/],
    [
      "an empty file beside a good one",
      ["pair/lb1/keepalived.conf", "empty.conf"],
      1,
      /This file has no vrrp_instance/,
    ],
    ["a byte order mark", ["marked/keepalived.conf"], 1, /UTF-8 without BOM[\s\S]*1 mistake,/],
    [
      "a file twice",
      ["flat/one.conf", "flat/../flat/one.conf"],
      2,
      /is given twice; the second file is that of the other node/,
    ],
    [
      "a file that is not there",
      ["nosuch.conf"],
      2,
      /nosuch\.conf: the file cannot be checked: it does not exist \[ERR_CHECK_READ\]/,
    ],
    ["a program", ["program.conf"], 2, /it is not a text file/],
    ["UTF-16", ["windows.conf"], 2, /it is UTF-16, as Windows writes at times/],
    ["a file of 6 MiB", ["huge.conf"], 2, /it has 6 MiB, it is hardly a configuration/],
    ["a folder without any", ["nothing"], 2, /this folder has no keepalived\.conf/],
  ])("%s", async (_, words, exit, said) => {
    const found = await check(...words);
    expect(found.said).toMatch(said);
    expect(found.exit).toBe(exit);
  });

  test("twenty thousand open blocks are a mistake, not a crash", async () => {
    const { exit, said } = await check("deep.conf");
    expect(said).toContain("never closed");
    expect(exit).toBe(2);
  });
});

test("--json - writes the result and nothing else", async () => {
  const { exit, said } = await check("pair", "--json=-");
  expect(exit).toBe(0);
  expect(JSON.parse(said)).toMatchObject({ version: 0, verdict: "pass", proof: [{ owner: "lb1" }] });
});
