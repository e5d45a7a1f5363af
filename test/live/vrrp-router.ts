import type { Maker, VrrpNode } from "./vrrp-net.ts";
import { virtualAddress } from "./vrrp-net.ts";
import type { VrrpTestDaemon } from "./vrrp-test-daemon.ts";

/** Whose VRRP router: this repository's, Debian's keepalived, or FRR's vrrpd. */
export type RouterMaker = Maker | "frr";

/** What the interop matrix varies; the same for each maker. */
export interface RouterSettings {
  readonly priority: number;
  readonly version: 2 | 3;
  readonly advertMs: number;
  /** The last byte of the other node's address: adverts go there instead of the group. */
  readonly unicastTo?: number;
  readonly password?: string;
  readonly family?: 4 | 6;
  /** Further lines of a vrrp_instance; FRR does not get them. */
  readonly lines?: string;
}

export type RouterState = "master" | "backup";

/** A running router of any maker. */
export interface Router {
  readonly daemon: VrrpTestDaemon;
  /** Resolves when it next says that it has entered the state. */
  enters(state: RouterState): Promise<unknown>;
}

const virtual = { 4: `${virtualAddress}/24`, 6: "fd00:1::100/64" } as const;
const keepalivedWords = { master: "Entering MASTER STATE", backup: "Entering BACKUP STATE" } as const;
const frrWords = { master: "-> Master", backup: "-> Backup" } as const;

export async function startRouter(
  node: VrrpNode,
  maker: RouterMaker,
  settings: RouterSettings,
): Promise<Router> {
  if (maker === "frr") return startFrr(node, settings);
  const daemon = node.start(maker, keepalivedFile(node.index, settings));
  return { daemon, enters: (state) => daemon.line(keepalivedWords[state]) };
}

function keepalivedFile(index: number, settings: RouterSettings): string {
  const { priority, version, advertMs, unicastTo, password, family = 4, lines = "" } = settings;
  const own = `192.168.1.${10 + index}`;
  return `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    version ${version}
    advert_int ${advertMs / 1000}
    ${unicastTo === undefined ? "" : `unicast_src_ip ${own}\n unicast_peer {\n 192.168.1.${unicastTo}\n }`}
    ${password === undefined ? "" : `authentication {\n auth_type PASS\n auth_pass ${password}\n }`}
    ${lines}
    virtual_ipaddress {
        ${family === 6 ? "fe80::100/64\n" : ""}${virtual[family]}
    }
}
`;
}

const frrFolder = "/usr/lib/frr";
/** vrrpd(8), "System Configuration": a macvlan device with the virtual MAC and the address must be there before. */
const device = {
  4: { name: "vrrp4", mac: "00:00:5e:00:01:33" },
  6: { name: "vrrp6", mac: "00:00:5e:00:02:33" },
} as const;

async function startFrr(node: VrrpNode, settings: RouterSettings): Promise<Router> {
  const { priority, version, advertMs, family = 4 } = settings;
  const { name, mac } = device[family];
  const vip = virtual[family];
  const file = `log stdout debugging
interface eth0
 vrrp 51 version ${version}
 vrrp 51 priority ${priority}
 vrrp 51 advertisement-interval ${advertMs}
 vrrp 51 ${family === 6 ? "ipv6" : "ip"} ${vip.split("/")[0]}
`;
  const prepare = `set -e
ip link show ${name} >/dev/null 2>&1 || {
  ip link add ${name} link eth0 type macvlan mode bridge
  ip link set ${name} address ${mac}
  ip addr add ${vip} dev ${name} ${family === 6 ? "nodad" : ""}
  ip link set ${name} up
}
mkdir -p /run/frr && chown frr:frr /run/frr
printf '%s' '${file}' >/run/vrrpd.conf && : >/run/zebra.conf
[ -e /run/zserv.api ] || ${frrFolder}/zebra -d -f /run/zebra.conf -i /run/zebra.pid -z /run/zserv.api --vty_socket /run/frr
until [ -e /run/zserv.api ]; do sleep 0.05; done`;
  const { code, output } = await node.run("sh", "-c", prepare);
  if (code !== 0) throw new Error(`FRR on node ${node.index}: ${output}`);
  const options = "-f /run/vrrpd.conf -i /run/vrrpd.pid -z /run/zserv.api --vty_socket /run/frr -P 0";
  const argv = ["sh", "-c", `exec ${frrFolder}/vrrpd ${options} 1>&2`];
  const daemon = node.launch(argv, "frr");
  return { daemon, enters: (state) => daemon.line(frrWords[state]) };
}
