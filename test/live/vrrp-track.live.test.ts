import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet } from "./vrrp-net.ts";

const instance = (lines: string) => `
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    version 3
    advert_int 0.1
    ${lines}
    virtual_ipaddress {
        10.9.51.1/24
    }
}
`;
const global = "global_defs {\n enable_script_security\n script_user root\n}\n";
const files = `${global}
vrrp_track_file f1 {
    file /run/t/f1
    init_file 5
}
track_file f0 {
    file /run/t/f0
    weight 0
}
${instance("track_file {\n f1 weight 2\n f0\n }")}`;

/** Each with what it says of priority and state afterwards. */
const values = ["f1 20", "f1 -3", "f1 abc", "f1 0x10", "f1 99999999999", "f0 1", "f0 0", "f1 300"];

async function story(maker: Maker): Promise<readonly string[]> {
  await using net = await VrrpNet.create(1);
  const [one] = net.nodes;
  if (one === undefined) throw new Error("a node is needed");
  await one.run("mkdir", "/run/t");
  const daemon = one.start(maker, files);
  await daemon.line("Entering MASTER STATE");
  const told: string[] = [];
  for (const change of values) {
    const before = daemon.log.length;
    const [name, value] = change.split(" ");
    await one.run("sh", "-c", `echo "${value}" >/run/t/${name}; sleep 0.6`);
    const said = daemon.log.slice(before).match(/priority from .*|Entering .* STATE|Invalid number \d+/g);
    told.push(`${change}: ${said?.join(", ") ?? "nothing"}`);
  }
  await one.run("sh", "-c", "echo 7 >/run/t/x; mv /run/t/x /run/t/f1; sleep 0.3; rm /run/t/f1; sleep 0.3");
  return [...told, ...(daemon.log.match(/priority from .*/g) ?? [])];
}

describeLive("what an instance watches", () => {
  liveTest("a file's number counts as with the original", async () => {
    const [ours, real] = await Promise.all([story("ours"), story("real")]);
    expect(ours).toEqual(real);
    expect(real).toContain("f1 20: priority from 110 to 140");
  });

  liveTest("a process: its end and its return count, after their delay", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = net.nodes;
    if (one === undefined) throw new Error("a node is needed");
    const block = "vrrp_track_process p {\n process sleep 7777\n terminate_delay 0.5\n}\n";
    const daemon = one.start("ours", `${global}${block}${instance("track_process {\n p\n }")}`);
    await daemon.line("Entering FAULT STATE");
    await one.run("sh", "-c", "sleep 7777 >/dev/null 2>&1 & echo $! >/run/first");
    await daemon.line("Entering MASTER STATE");
    await one.run(
      "sh",
      "-c",
      "kill $(cat /run/first); sleep 7777 >/dev/null 2>&1 & echo $! >/run/second; sleep 1.5",
    );
    expect(daemon.log.match(/Entering FAULT/g)).toHaveLength(1);
    await one.run("sh", "-c", "kill $(cat /run/second)");
    await daemon.line("Entering FAULT STATE");
  });
});
