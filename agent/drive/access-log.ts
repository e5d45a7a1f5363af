import { createSocket } from "node:dgram";
import { hostname } from "node:os";
import type { LogTarget } from "../config/haproxy/config.ts";
import { facilityNumber, levelNumber } from "../config/haproxy/log.ts";
import { openUnixDatagram } from "../net/unix-datagram.ts";
import { openStream } from "./log-stream.ts";

export type LogLevel = "emerg" | "alert" | "err" | "warning" | "notice" | "info";

/** Where the lines of a proxy go. */
export interface LogSink {
  write(level: LogLevel, message: string): void;
}

type Send = (line: string) => void;

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const defaultPort = 514;

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
  const socket = createSocket("udp4");
  socket.unref();
  // Nobody listens: the line is lost, as with every syslog over UDP.
  socket.on("error", () => {});
  return (line) => socket.send(Buffer.from(line, "latin1"), Number(port), host || "127.0.0.1");
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function clock(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `Nov 21 08:25:58`. */
function syslogDate(date: Date): string {
  return `${months[date.getMonth()]} ${String(date.getDate()).padStart(2, " ")} ${clock(date)}`;
}

/** `21/Nov/2026:07:51:29.072`, local time. */
export function localDate(date: Date): string {
  const day = `${two(date.getDate())}/${months[date.getMonth()]}/${date.getFullYear()}`;
  return `${day}:${clock(date)}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
