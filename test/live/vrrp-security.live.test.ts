import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet } from "./vrrp-net.ts";
import { instanceText, nodesOf } from "./vrrp-stage.ts";
import { verdicts } from "./vrrp-verdict.ts";

const execute = promisify(execFile);

const instance = (lines: string, priority = 100) =>
  instanceText({
    ...{ priority, addresses: ["10.9.51.1/24", "10.9.51.2/24"] },
    lines: `virtual_ipaddress_excluded {\n 10.9.51.3/24\n }\n ${lines}`,
  });

const walls = [
  ["vrrp_strict", ""],
  ["vrrp_strict", "accept"],
  ["nftables wall\n nftables_priority -5\n nftables_counters", "no_accept"],
] as const;

/** The rules while it is master, without a link, and after its end. */
async function wall(maker: Maker, net: VrrpNet, [global, lines]: (typeof walls)[number]): Promise<string> {
  const [node] = nodesOf(net);
  const list = "nft list table ip keepalived 2>&1; nft list table ip wall 2>&1";
  const rules = async () => (await node.run("sh", "-c", `sleep 0.4; ${list}`)).output;
  const daemon = node.start(maker, `global_defs {\n ${global}\n}\n${instance(lines)}`);
  await daemon.line("Entering MASTER STATE");
  const master = await rules();
  await node.run("ip", "link", "set", "eth0", "down");
  await daemon.line("Entering FAULT STATE");
  const fault = await rules();
  await daemon.end("SIGTERM");
  await node.run("ip", "link", "set", "eth0", "up");
  return [master, fault, await rules()].join("\n");
}

const secure = "global_defs {\n enable_script_security\n script_user root\n}\n";
/** Files and folders of which somebody else than root can change some. */
const prepare = `mkdir -p /run/d /run/w /run/o; chmod 777 /run/w; chown nobody /run/o
for f in d/ok w/in o/in d/ww d/gw d/own; do printf '#!/bin/sh\\n' >/run/$f; chmod 755 /run/$f; done
chmod 777 /run/d/ww; chgrp nogroup /run/d/gw; chmod 775 /run/d/gw; chown nobody /run/d/own
ln -s /run/w/in /run/d/link; ln -s /run/d/ok /run/w/link`;
const tracked = (file: string) =>
  `${secure}vrrp_script c {\n script /run/${file}\n}\n${instance("track_script {\n c\n }")}`;
const files: readonly string[] = [
  ...["d/ok", "w/in", "o/in", "d/ww", "d/gw", "d/own", "d/link", "w/link", "d/missing"].map(tracked),
  `${secure}${instance("notify /run/d/ww")}`,
  `${secure}${instance("notify /run/d/ok nouser")}`,
  `${secure}${instance('notify "/bin/sh -c \\"echo a\\""')}`,
  instance("notify /run/d/ok"),
  `global_defs {\n enable_script_security\n script_user nouser\n}\n${instance("notify /run/d/ok")}`,
  `global_defs {\n enable_script_security\n}\n${instance("notify /run/d/ok")}`,
  `global_defs {\n vrrp_notify_fifo /run/f\n vrrp_notify_fifo_script /run/d/ok\n}\n${instance("")}`,
  `vrrp_sync_group G {\n group {\n VI_1\n }\n notify /run/d/ok\n}\n${instance("")}`,
];

describeLive("vrrp_strict and script security", () => {
  liveTest("drop what goes to the virtual addresses by the original's rules", async () => {
    await using ours = await VrrpNet.create(1);
    await using real = await VrrpNet.create(1);
    for (const variant of walls) {
      const rules = await Promise.all([wall("ours", ours, variant), wall("real", real, variant)]);
      expect(rules[0]).toBe(rules[1]);
    }
  });

  liveTest("drop the same for IPv6, and let the neighbours find the addresses", async () => {
    await using net = await VrrpNet.create(2, { ipv6: true });
    const [one, two] = nodesOf(net);
    const lines = "virtual_ipaddress_excluded {\n 2001:db8::53/64\n }";
    const text = instanceText({ priority: 100, lines, addresses: ["fe80::51/64", "2001:db8::51/64"] });
    const seen: string[] = [];
    for (const maker of ["real", "ours"] as const) {
      const daemon = one.start(maker, `global_defs {\n vrrp_strict\n}\n${text}`);
      await daemon.line("Entering MASTER STATE");
      await one.run("sleep", "0.4");
      const { output } = await one.run("nft", "list", "table", "ip6", "keepalived");
      const closed = output.match(/\b(?:2001:db8|fe80)::5\d\b/g) ?? [];
      await two.run("ip", "-6", "neigh", "flush", "all");
      // Nobody listens there: 7, refused; 28, no answer.
      const asked = ["2001:db8::51", "2001:db8::53", "fe80::51%25eth0", "2001:db8::11"].map(
        async (address) => (await two.run("curl", "-gsm1", `http://[${address}]:9/`)).code,
      );
      const codes = await Promise.all(asked);
      const neighbours = await two.run("ip", "-6", "neigh", "show", "2001:db8::51", "dev", "eth0");
      await daemon.end("SIGTERM");
      const left = (await one.run("nft", "list", "tables")).output;
      const found = /lladdr ([0-9a-f:]{17})/.test(neighbours.output);
      seen.push(JSON.stringify({ closed: [...new Set(closed)].sort(), codes, found, left }));
    }
    expect(seen[1]).toBe(seen[0]);
    const closed = ["2001:db8::51", "2001:db8::53", "fe80::51"];
    expect(JSON.parse(seen[0] ?? "")).toEqual({ closed, codes: [28, 28, 28, 7], found: true, left: "" });
  });

  liveTest("-t ends as the original's, whoever can change a script", async () => {
    await using net = await VrrpNet.create(1);
    const folder = mkdtempSync("/var/lib/bascule-security-");
    try {
      await execute("sh", ["-c", prepare.replaceAll("/run/", `${folder}/`)]);
      const texts = files.map((text) => text.replaceAll("/run/", `${folder}/`));
      const paths = texts.map((_, index) => join(folder, `${index}.conf`));
      for (const [index, path] of paths.entries()) writeFileSync(path, texts[index] ?? "");
      const { ours, real } = await verdicts(nodesOf(net)[0], paths);
      const told = (codes: readonly string[]) => texts.map((text, index) => `${text}\n${codes[index]}`);
      expect(told(ours)).toEqual(told(real));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  liveTest("what others than root can change does not run as root, nor what nobody is to run", async () => {
    await using net = await VrrpNet.create(1);
    const [node] = nodesOf(net);
    const script = `printf '#!/bin/sh\\necho $1 >>/run/ran\\n' >/run/safe; chmod 755 /run/safe; cp /run/safe /run/open; chmod 777 /run/open; echo >/run/ran; chmod 666 /run/ran`;
    await node.run("sh", "-c", script);
    const lines = ["notify_backup '/run/open A'", "notify_master '/run/safe B'"]
      .join("\n")
      .replaceAll("'", '"');
    const other = lines.replace('A"', 'C" nobody').replace('B"', 'D"');
    for (const maker of ["real", "ours"] as const) {
      for (const text of [
        `${secure}${instance(lines)}`,
        `global_defs {\n enable_script_security\n}\n${instance(other)}`,
      ]) {
        const daemon = node.start(maker, text);
        await daemon.line("Entering MASTER STATE");
        await node.run("sleep", "0.3");
        await daemon.end("SIGTERM");
      }
      const { output } = await node.run("sh", "-c", "tr '\\n' ' ' </run/ran; echo >/run/ran");
      expect(`${maker} ${output.trim()}`).toBe(`${maker} B C`);
    }
  });
});
