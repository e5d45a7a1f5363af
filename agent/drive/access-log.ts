import { createSocket } from "node:dgram";
import { isIP } from "node:net";
import { hostname } from "node:os";
import type { LogTarget } from "../config/haproxy/config.ts";
import { facilityNumber, levelNumber } from "../config/haproxy/log.ts";
import { openUdpDatagram } from "../net/udp-datagram.ts";
import { openUnixDatagram } from "../net/unix-datagram.ts";
import { LineText } from "../rule/line-text.ts";
import { localDate, syslogDate } from "./local-time.ts";
import { openStream } from "./log-stream.ts";

const lineFeed = 10;

export type LogLevel = "emerg" | "alert" | "err" | "warning" | "notice" | "info";

/** Where the lines of a proxy go. */
export interface LogSink {
  write(level: LogLevel, message: string): void;
  /** The same, but the message is written there, up to `end`. */
  begin(): LineText;
  end(level: LogLevel): void;
}

interface Exit {
  /** Takes what stands in `bytes` from `start` to `end` before it returns: the next line is written over it. */
  readonly send: (bytes: Uint8Array, start: number, end: number) => void;
  /** Where lines leave together, in a while: now. */
  readonly flush?: () => void;
}

interface Way extends Exit {
  readonly target: LogTarget;
  /** What stands before a message: made once a second for each level. */
  readonly frames: Map<LogLevel, Frame>;
}

interface Frame {
  second: number;
  text: string;
}

const defaultPort = 514;
const anyHost = "127.0.0.1";
/** More than any frame is long: a host name has up to 64 characters. */
const frameRoom = 128;
/** One line at a time is written. */
const line = new LineText();

/** Opens each target once; before a chroot. */
export function openLogs(): (targets: readonly LogTarget[]) => LogSink {
  const opened = new Map<string, Exit>();
  const open = (address: string): Exit => {
    const known = opened.get(address) ?? openTarget(address);
    opened.set(address, known);
    return known;
  };
  // The zone of the local time is read at the first use.
  localDate(0);
  return (targets) =>
    sinkOf(targets.map((target) => ({ ...open(target.address), target, frames: new Map() })));
}

function sinkOf(ways: readonly Way[]): LogSink {
  const room = Math.max(
    0,
    ...ways.map(({ target }) => frameRoom + (target.host ?? "").length + (target.tag ?? "").length),
  );
  const sink: LogSink = {
    write: (level, message) => {
      sink.begin().text(message);
      sink.end(level);
      // It may be the last word of a process that ends by a signal.
      for (const { flush } of ways) flush?.();
    },
    begin: () => line.begin(room),
    end: (level) => {
      line.byte(lineFeed);
      for (const way of ways) sendLine(way, level);
    },
  };
  return sink;
}

function sendLine({ target, send, frames }: Way, level: LogLevel): void {
  const limit = target.minimumLevel;
  if (limit !== undefined && levelNumber(level) > levelNumber(limit)) return;
  if (target.format === "raw") {
    send(line.bytes, line.start, line.end);
    return;
  }
  const nowMs = Date.now();
  const second = Math.floor(nowMs / 1000);
  let frame = frames.get(level);
  if (frame?.second !== second) {
    frame = { second, text: frameText(target, level, nowMs) };
    frames.set(level, frame);
  }
  send(line.bytes, line.front(frame.text), line.end);
}

/** RFC 3164 §4.1; HAProxy's `local` format leaves the host name out, and `rfc3164` says "localhost". */
function frameText(target: LogTarget, level: LogLevel, nowMs: number): string {
  const priority = facilityNumber(target.facility) * 8 + levelNumber(level);
  const usual = target.format === "rfc3164" ? "localhost " : "";
  const host = target.host === undefined ? usual : `${target.host || hostname()} `;
  return `<${priority}>${syslogDate(nowMs)} ${host}${target.tag ?? "haproxy"}[${process.pid}]: `;
}

function openTarget(address: string): Exit {
  if (address === "stdout" || address === "stderr") return { send: openStream(address === "stdout" ? 1 : 2) };
  if (address.startsWith("/")) {
    const socket = openUnixDatagram(address);
    return { send: (bytes, start, end) => socket.send(bytes.subarray(start, end)) };
  }
  return openUdp(address);
}

function openUdp(address: string): Exit {
  const [host = "", port = String(defaultPort)] = address.replace(/^(ipv4|udp4?)@/, "").split(":");
  if (isIP(host || anyHost) !== 0) {
    return openUdpDatagram(host || anyHost, Number(port) & 0xffff);
  }
  // A name: Node looks it up each time.
  const socket = createSocket("udp4");
  socket.unref();
  // Nobody listens: the line is lost, as with every syslog over UDP.
  socket.on("error", () => {});
  return {
    send: (bytes, start, end) => socket.send(Buffer.from(bytes.subarray(start, end)), Number(port), host),
  };
}
