import { randomInt } from "node:crypto";
import { parseIpv4 } from "../../agent/base/ip.ts";
import { libc } from "../../agent/net/libc.ts";
import { etherType } from "../../agent/net/packet-socket.ts";
import { encodeInternetAddress, family } from "../../agent/net/socket-address.ts";
import { checked, errno } from "../../agent/net/system-error.ts";
import { echoNumber, encodeEcho } from "../probe/echo.ts";
import { Pending } from "../probe/pending.ts";
import { macName } from "./node-names.ts";
import { echoReplyFilter } from "./packet-filter.ts";
import type { ProbeSettings } from "./probe-settings.ts";
import type { SegmentProbe } from "./segment-probe.ts";
import { openStampedSocket } from "./stamped-socket.ts";

const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const IPPROTO_ICMP = 1;
const SOL_RAW = 255;
const ICMP_FILTER = 1;
const MSG_DONTWAIT = 0x40;

/**
 * ICMP echo requests to the virtual IP. They go out through the kernel's IP layer, so they find the owner as every
 * client does (route, neighbour table); the replies are read as frames, so that the source MAC tells who answered.
 */
export function openVipProbe(settings: ProbeSettings): SegmentProbe {
  const identifier = randomInt(0x10000);
  const address = encodeInternetAddress(settings.vip, 0);
  const replies = openStampedSocket({
    interfaceName: settings.interfaceName,
    etherType: etherType.ipv4,
    filter: echoReplyFilter(parseIpv4(settings.vip) ?? new Uint8Array(4)),
  });
  const descriptor = openIcmp();
  const { node, vipDeadlineMs: deadlineMs } = settings;
  const pending = new Pending({ node, probe: "vip", deadlineMs, secondMs: 20, graceMs: 1000 });
  return {
    pending,
    send(number, dueMs, nowMs) {
      const message = encodeEcho(identifier, number);
      pending.sent(number, dueMs, nowMs);
      const sent = libc().sendto(descriptor, message, message.length, MSG_DONTWAIT, address, address.length);
      if (sent < 0) pending.failed(number, nameOf(libc().errno()));
    },
    receive() {
      for (let frame = replies.receive(); frame !== undefined; frame = replies.receive()) {
        const number = echoNumber(frame.bytes, identifier);
        if (number !== undefined) pending.answered(number, frame.atMs, macName(frame.bytes, settings.names));
      }
    },
    [Symbol.dispose]() {
      replies[Symbol.dispose]();
      libc().close(descriptor);
    },
  };
}

/** A socket for sending only: its own copy of every reply is filtered away. icmp(7), raw(7). */
function openIcmp(): number {
  const type = SOCK_RAW | SOCK_CLOEXEC;
  const descriptor = checked("socket (ICMP)", libc().socket(family.AF_INET, type, IPPROTO_ICMP));
  const everything = new Uint8Array(4).fill(0xff);
  checked("ICMP_FILTER", libc().setsockopt(descriptor, SOL_RAW, ICMP_FILTER, everything, 4));
  return descriptor;
}

function nameOf(number: number): string {
  return Object.entries(errno).find(([, value]) => value === number)?.[0] ?? `errno ${number}`;
}
