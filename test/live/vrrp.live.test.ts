import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet, virtualAddress } from "./vrrp-net.ts";

const pairs: readonly (readonly [Maker, Maker])[] = [
  ["ours", "ours"],
  ["ours", "real"],
  ["real", "ours"],
];

const configuration = (priority: number, lines = "") => `
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass secret123
    }
    virtual_ipaddress {
        ${virtualAddress}/24
    }
    ${lines}
}
`;

const master = "Entering MASTER STATE";
const backup = "Entering BACKUP STATE";

for (const [first, second] of pairs) {
  const needs = first === "real" || second === "real" ? ({ stack: "keepalived-haproxy" } as const) : {};

  describeLive(
    `${first} (priority 254) and ${second} (priority 253)`,
    () => {
      liveTest("elect, fail over after SIGKILL, fail back, and hand over on SIGTERM", async () => {
        await using net = await VrrpNet.create(2);
        const [one, two] = nodesOf(net);
        let strong = one.start(first, configuration(254));
        const weak = two.start(second, configuration(253));
        await strong.line(master);
        await net.ownedBy(1);

        await strong.end("SIGKILL");
        await weak.line(master);
        // VRRP alone cannot take the address from a node whose daemon was killed; our guardian does.
        await net.ownedBy(...(first === "ours" ? [2] : [1, 2]));

        strong = one.start(first, configuration(254));
        // It removes what the killed one left, before it takes part.
        await strong.line(backup);
        await net.ownedBy(2);
        await strong.line(master);
        await weak.line(backup);
        await net.ownedBy(1);

        const stopped = strong.end("SIGTERM");
        await weak.line("Backup received priority 0 advertisement");
        await weak.line(master);
        expect(await stopped).toBe(0);
        await net.ownedBy(2);
      });

      liveTest("with different passwords do not hear each other", async () => {
        await using net = await VrrpNet.create(2);
        const [one, two] = nodesOf(net);
        const strong = one.start(first, configuration(254));
        const weak = two.start(second, configuration(253).replace("secret123", "other"));
        await strong.line(master);
        await weak.line(master);
        await net.ownedBy(1, 2);
        expect(weak.log).toContain("(VI_1) received an invalid passwd!");
      });
    },
    needs,
  );
}

describeLive("our daemon", () => {
  liveTest("goes to FAULT when its link goes down, and comes back as the original does", async () => {
    await using net = await VrrpNet.create(2);
    const [one, two] = nodesOf(net);
    const strong = one.start("ours", configuration(254));
    const weak = two.start("ours", configuration(253));
    await strong.line(master);
    await one.run("ip", "link", "set", "eth0", "down");
    await strong.line("Netlink reports eth0 down");
    await strong.line("Entering FAULT STATE");
    await weak.line(master);
    await one.run("ip", "link", "set", "eth0", "up");
    await strong.line("Netlink reports eth0 up");
    await strong.line(backup);
    await strong.line(master);
    await weak.line(backup);
    await net.ownedBy(1);
  });

  liveTest("adds addresses with prefix, broadcast, scope and label, and removes them", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = net.nodes;
    if (one === undefined) throw new Error("no node");
    const lines = `virtual_ipaddress {
      192.168.1.35 brd 192.168.1.255 scope link label eth0:1
      10.7.0.1/16
    }`;
    const daemon = one.start("ours", configuration(255, lines).replace("state BACKUP", "state MASTER"));
    await daemon.line("Startup complete");
    const { output } = await one.run("ip", "-4", "-o", "addr", "show", "dev", "eth0");
    expect(output).toContain("inet 192.168.1.100/24 scope global secondary eth0");
    expect(output).toContain("inet 192.168.1.35/32 brd 192.168.1.255 scope link eth0:1");
    expect(output).toContain("inet 10.7.0.1/16 scope global eth0");
    expect(await daemon.end("SIGTERM")).toBe(0);
    expect(await one.addresses()).toEqual(["192.168.1.11/24"]);
  });

  liveTest("tracks a script: the priority follows it, and the address moves and returns", async () => {
    await using net = await VrrpNet.create(2);
    const [one, two] = nodesOf(net);
    const script = `global_defs {\n enable_script_security\n script_user root\n}
vrrp_script alive {\n script "/usr/bin/test -e /run/alive"\n interval 1\n weight 2\n}\n`;
    const tracked = (priority: number) => script + configuration(priority, "track_script {\n alive\n }");
    await one.run("touch", "/run/alive");
    await two.run("touch", "/run/alive");
    const strong = one.start("ours", tracked(251));
    const weak = two.start("ours", tracked(250));
    await strong.line("VRRP_Script(alive) succeeded");
    await strong.line("Changing effective priority from 251 to 253");
    await strong.line(master);
    await one.run("rm", "/run/alive");
    await strong.line("VRRP_Script(alive) failed (exited with status 1)");
    await strong.line("Changing effective priority from 253 to 251");
    await weak.line(master);
    await strong.line(backup);
    await net.ownedBy(2);
    await one.run("touch", "/run/alive");
    await strong.line(master);
    await weak.line(backup);
    await net.ownedBy(1);
  });

  liveTest("runs notify scripts with the original's words", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = net.nodes;
    if (one === undefined) throw new Error("no node");
    const script = '#!/bin/sh\nprintf "%s " "$@" >>/run/told\necho >>/run/told\n';
    await one.run("sh", "-c", `printf '%s' '${script}' >/run/notify && chmod 755 /run/notify`);
    const lines = ["master", "backup", "stop"]
      .map((state) => `notify_${state} "/run/notify ${state}"`)
      .join("\n");
    const daemon = one.start("ours", configuration(254, `${lines}\nnotify "/run/notify any"`));
    await daemon.line(master);
    expect(await daemon.end("SIGTERM")).toBe(0);
    const { output } = await one.run("sort", "/run/told");
    expect(output.trim().split(" \n").sort()).toEqual([
      "any INSTANCE VI_1 BACKUP 254",
      "any INSTANCE VI_1 MASTER 254",
      "any INSTANCE VI_1 STOP 254",
      "backup",
      "master",
      "stop",
    ]);
  });

  liveTest("is a daemon named keepalived that SIGHUP does not end", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = net.nodes;
    if (one === undefined) throw new Error("no node");
    const command = `${process.execPath} ${import.meta.dirname}/../../agent/keepalived.ts`;
    const file = "/run/keepalived.conf";
    await one.run("sh", "-c", `cat >${file} <<'EOF'\n${configuration(254)}EOF`);
    // Nothing behind "--" is an option: also not what tells the process in the background to stay where it is.
    expect((await one.run("sh", "-c", `${command} -f ${file} --`)).code).toBe(0);
    expect((await one.run("pgrep", "-c", "-x", "keepalived")).output.trim()).toBe("1");
    expect((await one.run("killall", "-0", "keepalived")).code).toBe(0);
    await one.run("sh", "-c", "kill -HUP $(cat /run/keepalived.pid)");
    expect((await one.run("killall", "-0", "keepalived")).code).toBe(0);
    await one.run(
      "sh",
      "-c",
      "p=$(cat /run/keepalived.pid); kill $p; while kill -0 $p 2>/dev/null; do sleep 0.05; done",
    );
    expect((await one.run("killall", "-0", "keepalived")).code).toBe(1);
    expect((await one.run("ls", "/run")).output.trim()).toBe("keepalived.conf");
  });

  liveTest("refuses what it does not support, and what the original refuses, with exit code 2", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = net.nodes;
    if (one === undefined) throw new Error("no node");
    for (const lines of ["use_ipvlan", "priority"]) {
      expect(await one.start("ours", configuration(100, lines)).exited).toBe(2);
    }
    expect(await one.start("ours", configuration(100).replace("eth0", "eth9")).exited).toBe(2);
  });
});

function nodesOf({ nodes: [one, two] }: VrrpNet) {
  if (one === undefined || two === undefined) throw new Error("two nodes are needed");
  return [one, two] as const;
}
