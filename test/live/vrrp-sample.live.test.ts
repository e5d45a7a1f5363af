import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { comparable } from "./vrrp-dump.ts";

/** Debian installs them with keepalived; they are GPL, so they are read there and not kept here. */
const folder = "/usr/share/doc/keepalived/samples";
const harness = join(import.meta.dirname, "vrrp-dump-harness.sh");
const repository = resolve(import.meta.dirname, "../..");

/** A file of ours with what the samples do not have. */
const own = `
global_defs {
  router_id OWN
  vrrp_garp_master_delay 9
  vrrp_garp_lower_prio_repeat 2
  script_user root
  enable_script_security
}
vrrp_script chk {
  script "/bin/true -x 'a b'"
  interval 2
  timeout 1
  weight 5
  rise 2
  fall 3
}
vrrp_instance A {
  state MASTER
  interface eth0
  virtual_router_id 1
  priority 150
  unicast_src_ip 192.168.200.251
  unicast_peer {
    192.168.200.12 min_ttl 10 max_ttl 250
    192.168.200.13
  }
  unicast_ttl 64
  garp_master_delay 7
  virtual_ipaddress {
    10.0.0.1/24 brd + dev eth1 scope link label eth1:x
    10.0.0.2
    10.0.0.2
  }
  virtual_ipaddress_excluded {
    10.0.0.3/32
  }
  notify_master "/bin/echo m 1"
  notify "/bin/echo any" daemon
  notify_stop /bin/echo
}
vrrp_instance B {
  interface eth1
  virtual_router_id 2
  priority 101
  advert_int 0.25
  version 3
  virtual_ipaddress {
    10.0.1.1/24
  }
}
vrrp_instance C {
  interface eth1
  virtual_router_id 3
  priority 90
  nopreempt
  track_interface {
    eth0 weight 4 reverse
    eth2
  }
  track_script {
    chk weight 9 reverse
  }
  virtual_ipaddress {
    10.0.2.1/24
  }
  notify_fault "/bin/echo fault"
}
`;

const served = [
  "conditional_conf",
  "sample",
  "vrrp",
  "vrrp.localcheck",
  "vrrp.routes",
  "vrrp.rules",
  "vrrp.scripts",
  "vrrp.static_ipaddress",
  "vrrp.sync",
].map((name) => `keepalived.conf.${name}`);

/** Where `-t` ends with another code, and why. */
const otherExits: Readonly<Record<string, { readonly ours: number; readonly real: number }>> = {
  // "protocol" in the virtual_server of a fwmark: a complaint about what balances, which is not read here.
  "keepalived.conf.fwmark": { ours: 0, real: 5 },
  // The original's `-t` ends itself by SIGTERM where a notify script has a user who is not root.
  "own.conf": { ours: 0, real: 128 + 15 },
};

describeLive(
  "the sample files of keepalived's package",
  () => {
    liveTest("are read as the original reads them, by its own data dump", async () => {
      const samples = existsSync(folder) ? readdirSync(folder).filter((name) => name.includes(".conf.")) : [];
      const work = mkdtempSync(join(tmpdir(), "bascule-sample-"));
      writeFileSync(join(work, "own.conf"), own);
      const files = [...samples.map((name) => join(folder, name)), join(work, "own.conf")];
      const node = `${process.execPath} --no-warnings /run/repository/agent/keepalived.ts`;
      const [ours, real] = await Promise.all([
        play(work, "ours", node, files),
        play(work, "real", "keepalived", files),
      ]);
      const names = files.map((file) => file.replace(/.*\//, ""));
      const verdicts = new Map(names.map((name) => [name, compare(name, ours, real)]));
      const exits = (folder: string) => names.map((name) => [name, exitOf(folder, name)]);
      expect(exits(ours)).toEqual(names.map((name) => [name, otherExits[name]?.ours ?? exitOf(real, name)]));
      for (const [name, { real: code }] of Object.entries(otherExits))
        if (names.includes(name)) expect([name, exitOf(real, name)]).toEqual([name, code]);
      const different = [...verdicts].filter(([, { kind }]) => kind === "different");
      expect(different).toEqual([]);
      const same = names.filter((name) => verdicts.get(name)?.kind === "same");
      // What both run on this machine; the others are refused with a reason, or start with no VRRP in them.
      if (names.length > 1) expect(same).toEqual(expect.arrayContaining(served));
      expect(same).toContain("own.conf");
      rmSync(work, { recursive: true });
    });
  },
  { stack: "keepalived-haproxy" },
);

async function play(work: string, maker: string, command: string, files: readonly string[]): Promise<string> {
  const out = join(work, maker);
  mkdirSync(out);
  const inside = ["sh", harness, out, repository, command, ...files];
  await promisify(execFile)("unshare", [
    "--net",
    "--mount",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
    ...inside,
  ]);
  return out;
}

/** Of `-t`. */
function exitOf(folder: string, name: string): number {
  return Number(readFileSync(join(folder, `${name}.test`), "utf8"));
}

type Comparison =
  | { readonly kind: "same"; readonly values: number }
  | { readonly kind: "no-vrrp" | "refused by the original" }
  | { readonly kind: "refused"; readonly why: readonly string[] }
  | { readonly kind: "different"; readonly lines: readonly string[] };

function compare(name: string, ours: string, real: string): Comparison {
  const [mine, theirs] = [ours, real].map((folder) => dump(join(folder, `${name}.data`)));
  const complaints = readFileSync(join(ours, `${name}.complaints`), "utf8").split("\n");
  if (!existsSync(join(real, `${name}.log`))) return { kind: "no-vrrp" };
  if (theirs === undefined) return { kind: "refused by the original" };
  // A keyword that we do not have is told; a file that the original runs is never left without a reason.
  const why = complaints.filter((line) => line.includes("[ERR_CONFIG_UNSUPPORTED]"));
  if (mine === undefined)
    return why.length > 0 ? { kind: "refused", why } : { kind: "different", lines: complaints };
  const differing = [
    ...theirs.filter((line) => !mine.includes(line)).map((line) => `- ${line}`),
    ...mine.filter((line) => !theirs.includes(line)).map((line) => `+ ${line}`),
  ];
  return differing.length > 0
    ? { kind: "different", lines: differing }
    : { kind: "same", values: mine.length };
}

function dump(file: string): readonly string[] | undefined {
  return existsSync(file) ? comparable(readFileSync(file, "utf8")) : undefined;
}
