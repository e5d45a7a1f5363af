import { openUnixDatagram } from "../../net/unix-datagram.ts";
import type { LogSink } from "./log.ts";

/** syslog(3): facility daemon; severities info and warning. */
const priority = { info: 24 + 6, warning: 24 + 4 } as const;

/** Sends lines to `/dev/log` under the name that the original's VRRP process has, and what tells it from others. A line that nobody takes is lost. */
export function systemSink(suffix: string, path = "/dev/log"): LogSink {
  const socket = openUnixDatagram(path);
  return (level, message) => {
    const line = `<${priority[level]}>${stamp(new Date())} Keepalived_vrrp${suffix}[${process.pid}]: ${message}`;
    socket.send(new TextEncoder().encode(line));
  };
}

/** `Nov 21 07:53:06`: RFC 3164 §4.1.2. */
function stamp(date: Date): string {
  const [, month, , time] = date.toString().split(" ").toSpliced(3, 1);
  return `${month} ${String(date.getDate()).padStart(2)} ${time}`;
}
