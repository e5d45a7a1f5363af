import { checksum } from "../../agent/base/checksum.ts";
import { interfaceIndex } from "../../agent/net/packet-socket.ts";
import { openRawSocket } from "../../agent/net/raw-socket.ts";
import { type AdvertV2, encodeV2 } from "../../agent/vrrp/packet-v2.ts";

/**
 * Runs on a node of its own: sends 100 packets a second that no router may listen to, for as many seconds as its
 * argument says. Each claims the highest priority.
 */
const good: AdvertV2 = {
  ...{ version: 2, virtualRouterId: 51, priority: 254, advertMs: 1000, addresses: ["192.168.1.100"] },
  authentication: { type: "pass", password: new TextEncoder().encode("secret12") },
};
const bytes = encodeV2(good);

const packets: readonly Uint8Array[] = [
  changed(2, 253, false),
  bytes.subarray(0, 7),
  bytes.subarray(0, 19),
  changed(0, 0x11),
  changed(0, 0x31),
  changed(0, 0x22),
  changed(3, 0),
  changed(5, 0),
  changed(5, 2),
  changed(12, 0),
  changed(4, 2),
];

const socket = openRawSocket(4, {
  ...{ interfaceName: "eth0", interfaceIndex: interfaceIndex("eth0"), protocol: 112, group: "224.0.0.18" },
});
let sent = 0;
const timer = setInterval(() => {
  socket.send(packets[sent++ % packets.length] ?? bytes, {
    ...{ source: "192.168.1.13", destination: "224.0.0.18" },
  });
  if (sent < Number(process.argv[2]) * 100) return;
  clearInterval(timer);
  socket[Symbol.dispose]();
}, 10);

function changed(offset: number, value: number, repairChecksum = true): Uint8Array {
  const copy = bytes.slice();
  copy[offset] = value;
  if (!repairChecksum) return copy;
  const view = new DataView(copy.buffer);
  view.setUint16(6, 0);
  view.setUint16(6, checksum(copy));
  return copy;
}
