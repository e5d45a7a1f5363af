import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet, type VrrpNode } from "./vrrp-net.ts";

const block = (name: string, id: number, priority: number, lines = "") => `
vrrp_instance ${name} {
    state BACKUP
    interface eth0
    virtual_router_id ${id}
    priority ${priority}
    version 3
    advert_int 0.${id - 50}
    ${lines}
    virtual_ipaddress {
        10.9.${id}.1/24
    }
}
`;
const notify = ["notify", "notify_master", "notify_backup", "notify_fault", "notify_stop"]
  .map((keyword) => `${keyword} "/run/note.sh ${keyword}"`)
  .join("\n");
const configuration = `global_defs {
    enable_script_security
    script_user root
    vrrp_notify_fifo /run/fifo
    vrrp_notify_fifo_script "/run/read.sh words"
    vrrp_notify_priority_changes on
}
vrrp_script chk {
    script "/usr/bin/test -e /run/ok"
    interval 1
}
vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
    }
    ${notify}
}
${block("VI_1", 51, 100, `${notify}\n track_script {\n chk\n }`)}
${block("VI_2", 52, 50, notify)}`;

/** What scripts and the FIFO's reader were told since the phase before, sorted: scripts run at the same time. */
async function phase(node: VrrpNode, ends: string): Promise<readonly string[]> {
  const waits = `until grep -qx '${ends}' /run/fifo.log; do sleep 0.02; done; sleep 0.4
    sort /run/note.log /run/fifo.log; : >/run/note.log; : >/run/fifo.log`;
  const { output } = await node.run("timeout", "20", "sh", "-c", waits);
  return output.trim().split("\n");
}

async function story(maker: Maker): Promise<readonly (readonly string[])[]> {
  await using net = await VrrpNet.create(2);
  const [one, two] = net.nodes;
  if (one === undefined || two === undefined) throw new Error("two nodes are needed");
  await one.run(
    "sh",
    "-c",
    `printf '#!/bin/sh\\necho "$@" >>/run/note.log\\n' >/run/note.sh
    printf '#!/bin/sh\\nwhile read -r line; do echo "$line" >>/run/fifo.log; done <"$2"\\n' >/run/read.sh
    chmod 755 /run/*.sh; touch /run/ok /run/note.log /run/fifo.log`,
  );
  const daemon = one.start(maker, configuration);
  const begin = await phase(one, 'GROUP "G1" MASTER 0');
  const mode = await one.run("stat", "-c", "%A %U", "/run/fifo");
  await one.run("rm", "/run/ok");
  const fails = await phase(one, 'GROUP "G1" FAULT 0');
  await one.run("touch", "/run/ok");
  const returns = await phase(one, 'GROUP "G1" MASTER 0');
  const rival = two.start("real", block("VI_1", 51, 200));
  const yields = await phase(one, 'GROUP "G1" BACKUP 0');
  await rival.end("SIGTERM");
  const again = await phase(one, 'GROUP "G1" MASTER 0');
  await daemon.end("SIGTERM");
  const { output } = await one.run("sh", "-c", "sort /run/note.log; ls /run/fifo 2>&1");
  return [begin, [mode.output], fails, returns, yields, again, output.split("\n")];
}

describeLive("a sync group", () => {
  liveTest("makes the same changes of state, notify calls and FIFO lines as the original", async () => {
    const [ours, real] = await Promise.all([story("ours"), story("real")]);
    expect(ours).toEqual(real);
    expect(real[4]).toContain('INSTANCE "VI_2" BACKUP 50');
  });
});
