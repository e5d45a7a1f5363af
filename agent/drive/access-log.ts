import { createSocket } from "node:dgram";
import { isIP } from "node:net";
import { hostname } from "node:os";
import type { LogTarget } from "../config/haproxy/config.ts";
import { facilityNumber, levelNumber } from "../config/haproxy/log.ts";
import { openUdpDatagram } from "../net/udp-datagram.ts";
import { openUnixDatagram } from "../net/unix-datagram.ts";
import { localDate, syslogDate } from "./local-time.ts";
import { openStream } from "./log-stream.ts";

export type LogLevel = "emerg" | "alert" | "err" | "warning" | "notice" | "info";

/** Where the lines of a proxy go. */
export interface LogSink {
  write(level: LogLevel, message: string): void;
}

type Send = (line: string) => void;

const defaultPort = 514;
const anyHost = "127.0.0.1";

/** Opens each target once; before a chroot. */
export function openLogs(): (targets: readonly LogTarget[]) => LogSink {
  const opened = new Map<string, Send>();
  const open = (address: string): Send => {
    const known = opened.get(address) ?? openTarget(address);
    opened.set(address, known);
    return known;
  };
  // The zone of the local time is read at the first use.
  localDate(new Date(0));
  return (targets) => sinkOf(targets.map((target) => ({ target, send: open(target.address) })));
}

function sinkOf(routes: readonly { readonly target: LogTarget; readonly send: Send }[]): LogSink {
  return {
    write: (level, message) => {
      for (const { target, send } of routes) {
        const limit = target.minimumLevel;
        if (limit !== undefined && levelNumber(level) > levelNumber(limit)) continue;
        send(`${frame(target, level)}${message}\n`);
      }
    },
  };
}

/** RFC 3164 §4.1; HAProxy's `local` format leaves the host name out, and `rfc3164` says "localhost". */
function frame(target: LogTarget, level: LogLevel): string {
  if (target.format === "raw") return "";
  const priority = facilityNumber(target.facility) * 8 + levelNumber(level);
  const usual = target.format === "rfc3164" ? "localhost " : "";
  const host = target.host === undefined ? usual : `${target.host || hostname()} `;
  return `<${priority}>${syslogDate(new Date())} ${host}${target.tag ?? "haproxy"}[${process.pid}]: `;
}

function openTarget(address: string): Send {
  if (address === "stdout" || address === "stderr") return openStream(address === "stdout" ? 1 : 2);
  if (address.startsWith("/")) {
    const socket = openUnixDatagram(address);
    return (line) => socket.send(Buffer.from(line, "latin1"));
  }
  return openUdp(address);
}

function openUdp(address: string): Send {
  const [host = "", port = String(defaultPort)] = address.replace(/^(ipv4|udp4?)@/, "").split(":");
  if (isIP(host || anyHost) !== 0) {
    const sender = openUdpDatagram(host || anyHost, Number(port) & 0xffff);
    return (line) => sender.send(Buffer.from(line, "latin1"));
  }
  // A name: Node looks it up each time.
  const socket = createSocket("udp4");
  socket.unref();
  // Nobody listens: the line is lost, as with every syslog over UDP.
  socket.on("error", () => {});
  return (line) => socket.send(Buffer.from(line, "latin1"), Number(port), host);
}
