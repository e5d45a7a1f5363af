import { expect } from "vitest";
import { liveTest } from "./live.ts";
import { VrrpNet, type VrrpNode, virtualAddress } from "./vrrp-net.ts";

const configuration = `
vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  priority 150
  version 3
  advert_int 0.1
  virtual_ipaddress {
    ${virtualAddress}/24
    192.168.1.101 dev lo
  }
}
`;

/** The processes of this name, as `ps` sees them. */
async function named(node: VrrpNode, name: string): Promise<readonly string[]> {
  const { output } = await node.run("pgrep", "-x", name);
  return output.split("\n").filter((line) => line !== "");
}

/** Resolves when one has its name, and with it its ways with signals. */
async function guarded(node: VrrpNode): Promise<readonly string[]> {
  for (;;) {
    const guardians = await named(node, "vip-guardian");
    if (guardians.length > 0) return guardians;
  }
}

/** Resolves when no guardian is left. */
async function unguarded(node: VrrpNode): Promise<void> {
  while ((await named(node, "vip-guardian")).length > 0);
}

const none = [expect.stringMatching(/^192\.168\.1\.11\//)];

liveTest("a daemon that is killed leaves no address, and no guardian", async () => {
  await using net = await VrrpNet.create(1);
  const [node] = net.nodes;
  if (node === undefined) return expect.fail("no node");
  for (const signal of ["-9", "-SEGV"]) {
    const daemon = node.start("ours", configuration);
    await daemon.line("Entering MASTER STATE");
    await net.ownedBy(1);
    // By its name, as people do: the guardian has another.
    await node.run("killall", signal, "keepalived");
    await daemon.exited;
    await unguarded(node);
    expect(await node.addresses(), signal).toEqual(none);
    // What the lease was made of, too.
    expect((await node.run("nft", "list", "tables")).output).toBe("");
    expect((await node.run("ip", "addr", "show", "dev", "lo")).output).not.toContain("192.168.1.101");
  }
});

liveTest("a guardian that is killed is replaced, and none outlives an orderly end", async () => {
  await using net = await VrrpNet.create(1);
  const [node] = net.nodes;
  if (node === undefined) return expect.fail("no node");
  const daemon = node.start("ours", configuration);
  await daemon.line("Entering MASTER STATE");
  await guarded(node);
  // Both run before others.
  const { output } = await node.run("ps", "-C", "keepalived,vip-guardian", "-o", "ni=");
  expect(new Set(output.trim().split(/\s+/))).toEqual(new Set(["-20"]));
  // What a closed terminal and systemd send to all.
  await node.run("killall", "-HUP", "vip-guardian");
  await node.run("killall", "-TERM", "vip-guardian");
  const before = await named(node, "vip-guardian");
  expect(before).not.toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 1000)); // one that ends at once would be started again later
  await node.run("killall", "-9", "vip-guardian");
  await daemon.line("The guardian ended (SIGKILL): another one is started");
  await guarded(node);
  expect(await net.owners()).toEqual([1]);
  await node.run("killall", "-9", "keepalived");
  await unguarded(node);
  expect(await net.owners()).toEqual([]);

  const realTime = `global_defs {\n vrrp_rt_priority 5\n}\n${configuration}`;
  const look = "#!/bin/sh\nps -o cls=,rtprio=,ni= -p $$ >/run/seen.new && mv /run/seen.new /run/seen\n";
  await node.run("sh", "-c", 'printf %s "$1" >/run/look; chmod 755 /run/look', "sh", look);
  const notified = realTime.replace("interface eth0", "notify_master /run/look\n interface eth0");
  const next = node.start("ours", notified);
  await next.line("Entering MASTER STATE");
  const daemons = await node.run("ps", "-C", "keepalived", "-o", "cls=,rtprio=,ni=");
  expect(daemons.output).toMatch(/RR +5 +-/);
  // A script is nothing special.
  while ((await node.run("test", "-e", "/run/seen")).code !== 0);
  expect((await node.run("cat", "/run/seen")).output).toMatch(/^ *TS +- +0\n$/);
  expect(await next.end("SIGTERM")).toBe(0);
  await unguarded(node);
  expect(next.log).not.toContain("guardian");
});

liveTest("the guardian of a killed daemon takes nothing away from the next one", async () => {
  await using net = await VrrpNet.create(1);
  const [node] = net.nodes;
  if (node === undefined) return expect.fail("no node");
  const daemon = node.start("ours", configuration);
  await daemon.line("Entering MASTER STATE");
  await net.ownedBy(1);
  // It cannot run before it is told to: the next daemon is there first.
  await node.run("killall", "-STOP", "vip-guardian", "ip");
  await daemon.end("SIGKILL");
  while ((await named(node, "keepalived")).length > 0);
  const next = node.start("ours", configuration.replace("priority 150", "priority 255"));
  await next.line("Starting Keepalived");
  await node.run("killall", "-CONT", "vip-guardian", "ip");
  await next.line("Entering MASTER STATE");
  await net.ownedBy(1);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await net.owners()).toEqual([1]);
});
