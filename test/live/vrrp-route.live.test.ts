import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet } from "./vrrp-net.ts";

const routes = `
192.168.10.0/24 via 192.168.1.254 no_track
src 192.168.1.11 to 192.168.11.0/24 via 192.168.1.254 dev eth0
192.168.12.0/24 dev eth0
blackhole 192.168.14.0/24
unreachable 192.168.15.0/24
prohibit 192.168.16.0/24
throw 192.168.17.0/24 table 100
0.0.0.0/0 gw 192.168.1.253 table 100
default via 192.168.1.252 table 101
192.168.18.0/24 via 192.168.1.254 metric 50
192.168.19.0/24 dev eth0 scope link
192.168.20.0/24 via 192.168.200.1 dev eth0 onlink
192.168.21.0/24 table 6909 nexthop via 192.168.1.251 dev eth0 weight 1 nexthop via 192.168.1.250 dev eth0 onlink weight 2
192.168.22.0/24 dev eth0 tos 0x04 protocol bird scope link priority 12 mtu 1000 hoplimit 100 advmss 101 rtt 2400 rttvar 303ms reordering 104 window 105 cwnd 106 ssthresh lock 107 realms 5/6 rto_min 308 initcwnd 109 initrwnd 110 features ecn
192.168.24.5 dev eth0 preference 77
192.168.27.0/24 via 192.168.1.254 mtu lock 1200 quickack 1 congctl reno
2001:db8:70::/64 dev eth0 expires 600
2001:db8:71::/64 via 2001:db8::254 dev eth0 pref high
2001:db8:72::/64 dev eth0 pref 3 expires 300 metric 7
192.168.70.0/24 dev eth0 expires 600`;
const rules = `
from 192.168.2.0/24 table 1
to 192.168.2.0/24 table 2 no_track
from 192.168.28.0/24 to 192.168.29.0/26 table 300 iif eth0 oif lo tos 0x10 fwmark 24/12 preference 39
from 10.0.0.0/8 goto 32766 preference 50
fwmark 0x10 table 10 priority 60
from 10.4.0.0/16 blackhole priority 61
from 10.5.0.0/16 unreachable priority 62
from 10.6.0.0/16 prohibit priority 63
not from 10.7.0.0/16 table 7 preference 71
from 10.8.0.0/16 lookup main suppress_prefixlength 0 preference 72
from 10.9.0.0/16 ipproto udp sport 10-20 dport 53-53 table 9 preference 74
from all table 11 uidrange 10000-19999 preference 75
from 10.10.0.0/16 realms 30/20 table 12 preference 76
from 10.11.0.0/16 lookup main suppress_ifgroup 3 preference 77
from 10.12.0.0/16 table 13 pref 78
from 10.13.0.0/16 tun_id 5000 table 13 preference 79
from 10.14.0.0/16 l3mdev preference 80
from 10.15.0.0/16 goto 32766 table 13 preference 81`;
const configuration = `
static_ipaddress {
    10.50.0.1/24 dev eth0
}
static_routes {
    192.168.60.0/24 via 10.50.0.2 dev eth0
}
static_rules {
    from 192.168.61.0/24 table 5 preference 500
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    version 3
    advert_int 0.5
    virtual_ipaddress {
        10.9.51.1/24
    }
    virtual_routes {${routes}
    }
    virtual_rules {${rules}
    }
}
`;

async function story(maker: Maker): Promise<readonly string[]> {
  await using net = await VrrpNet.create(1, { ipv6: true });
  const [one] = net.nodes;
  if (one === undefined) throw new Error("a node is needed");
  const look =
    "ip -d route show table all | grep -v 'table local' | sed 's/expires [0-9]*sec/expires …/' | sort; ip -d rule; ip -br -4 addr show eth0";
  const seen = async () => (await one.run("sh", "-c", `sleep 0.4; ${look}`)).output;
  const daemon = one.start(maker, configuration);
  await daemon.line("Entering BACKUP STATE");
  const backup = await seen();
  await daemon.line("Entering MASTER STATE");
  const master = await seen();
  await one.run("ip", "route", "del", "192.168.10.0/24");
  await one.run("ip", "route", "del", "192.168.60.0/24");
  const restored = await seen();
  await one.run("ip", "rule", "del", "priority", "60");
  await daemon.line("Entering BACKUP STATE");
  await daemon.line("Entering MASTER STATE");
  const again = await seen();
  await daemon.end("SIGTERM");
  return [backup, master, restored, again, await seen()];
}

describeLive("virtual and static routes and rules", () => {
  liveTest("are in the kernel what those of the original are, in every state", async () => {
    const [ours, real] = await Promise.all([story("ours"), story("real")]);
    const names = ["at first", "as a master", "with one restored", "after another election", "stopped"];
    for (const [index, name] of names.entries())
      expect(`${name}\n${ours[index]}`).toBe(`${name}\n${real[index]}`);
    expect(real[1]).toContain("192.168.21.0/24");
  });

  liveTest("are taken away when the daemon is killed", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = net.nodes;
    if (one === undefined) throw new Error("a node is needed");
    const daemon = one.start("ours", configuration);
    await daemon.line("Entering MASTER STATE");
    await one.run("sh", "-c", "sleep 0.3; kill -KILL $(cat /run/keepalived.pid); sleep 0.5");
    const { output } = await one.run("sh", "-c", "ip route show table all proto keepalived; ip rule");
    expect(output.split("\n").filter((line) => line !== "")).toHaveLength(3);
  });
});
