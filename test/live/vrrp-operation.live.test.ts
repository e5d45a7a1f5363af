import { join } from "node:path";
import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { VrrpNet, type VrrpNode } from "./vrrp-net.ts";

const program = join(import.meta.dirname, "../../agent/keepalived.ts");

function configuration(priority: number): string {
  return `global_defs {
    script_user root
    enable_script_security
    @bascule metrics 127.0.0.1:9650
}
vrrp_script alive {
    script "/bin/true"
    interval 1
    user daemon
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.168.1.100/24
    }
    track_script {
        alive
    }
}
`;
}

/** Runs a command for the daemon of this node. */
function ask(node: VrrpNode, ...words: readonly string[]) {
  return node.run(process.execPath, "--no-warnings", program, ...words);
}

describeLive("operating a running keepalived", () => {
  liveTest("status, standby and active, metrics, signals and capabilities", async () => {
    await using net = await VrrpNet.create(2);
    const [lb1, lb2] = net.nodes;
    if (lb1 === undefined || lb2 === undefined) throw new Error("no nodes");
    expect(await ask(lb1, "status")).toMatchObject({ code: 3, output: expect.stringContaining("No daemon") });
    const daemon = lb1.start("ours", configuration(150));
    const other = lb2.start("ours", configuration(100));
    await net.ownedBy(1);

    const status = await ask(lb1, "status");
    expect(status.output).toMatch(
      /^VI_1 {2}MASTER since .*, priority 150\n {4}eth0, virtual router 51: 192\.168\.1\.100\/24\n$/,
    );
    expect(status.code).toBe(0);
    expect((await ask(lb1, "standby", "VI_9")).code).toBe(1);

    expect((await ask(lb1, "standby")).output).toContain("BACKUP (standby)");
    await other.line("Entering MASTER STATE");
    await net.ownedBy(2);
    const [told] = JSON.parse((await ask(lb1, "status", "--json")).output);
    expect(told).toMatchObject({ data: { iname: "VI_1", state: 1 }, bascule: { standby: true } });
    // Not before the master down interval of the stronger one.
    expect((await ask(lb1, "active", "VI_1")).output).not.toContain("standby");
    await net.ownedBy(1);

    const metrics = await lb1.run(process.execPath, "-e", fetchMetrics);
    expect(metrics.output).toContain(
      'keepalived_vrrp_state{iname="VI_1",intf="eth0",vrid="51",ip_address="192.168.1.100"} 2',
    );
    expect(metrics.output).toContain('keepalived_become_master_total{iname="VI_1",intf="eth0",vrid="51"} 2');
    expect(metrics.output).toContain('keepalived_script_status{name="alive"} 1');

    // Real-time signals would end a program that does not know them.
    await lb1.run("sh", "-c", "mount -t tmpfs tmpfs /tmp && kill -36 $(cat /run/keepalived.pid)");
    await daemon.line("Printing VRRP as json");
    expect(
      (
        await lb1.run(
          "sh",
          "-c",
          "until [ -e /tmp/keepalived.json ]; do :; done; stat -c '%a %U' /tmp/keepalived.json",
        )
      ).output.trim(),
    ).toBe("600 root");
    await lb1.run("sh", "-c", "kill -63 $(cat /run/keepalived.pid)");
    await daemon.line("Printing and clearing VRRP stats");

    const sets = await lb1.run("sh", "-c", "grep -E 'Cap(Eff|Prm)' /proc/$(cat /run/keepalived.pid)/status");
    expect(sets.output.match(/[0-9a-f]{16}/g)).toEqual(["00000000008034e5", "00000000008034e5"]);
    expect(daemon.log).not.toContain("alive) failed");
    expect((await lb1.run("stat", "-c", "%a %U %F", "/run/keepalived.sock")).output.trim()).toBe(
      "600 root socket",
    );
    expect(await daemon.end("SIGTERM")).toBe(0);
    expect((await lb1.run("ls", "/run")).output).not.toContain("keepalived");
  });
});

const fetchMetrics =
  'fetch("http://127.0.0.1:9650/metrics").then((a) => a.text()).then((text) => process.stdout.write(text))';
