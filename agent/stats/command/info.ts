import type { ValueKind } from "../column-kind.ts";
import type { StatsView } from "../view.ts";
import { infoKinds } from "./info-kind.ts";

export interface InfoField extends ValueKind {
  readonly place: number;
  readonly name: string;
  readonly value: string | number;
}

/** All lines of `show info`; what does not exist here (pipes, zlib, pools …) is 0, as where the original is built without. */
export function infoFields(view: StatsView): readonly InfoField[] {
  const values = valuesOf(view);
  return infoKinds.flatMap(([place, name, tags, type]) => {
    const value = values[name] ?? 0;
    return name === "description" && value === "" ? [] : [{ place, name, tags, type, value }];
  });
}

function valuesOf({ process, rates, nowMs }: StatsView): Readonly<Record<string, string | number>> {
  const seconds = Math.floor(process.uptimeMs / 1000);
  const { connections: all, tlsConnections: tls } = process;
  const rate = all.sessionRate.read(nowMs);
  const megabytes = Math.floor(process.memoryBytes / 1_048_576);
  return {
    Name: "HAProxy",
    Version: process.version,
    Release_date: "2023/03/28",
    Nbthread: 1,
    Nbproc: 1,
    Process_num: 1,
    Pid: process.pid,
    Uptime: uptime(seconds),
    Uptime_sec: seconds,
    "Ulimit-n": process.descriptors,
    Maxsock: process.descriptors,
    Maxconn: process.maximumConnections,
    Hard_maxconn: process.hardLimit,
    CurrConns: all.current,
    CumConns: all.total,
    CumReq: all.requests,
    CurrSslConns: tls.current,
    CumSslConns: tls.total,
    ConnRate: rate,
    ConnRateLimit: rates.connections,
    MaxConnRate: all.sessionRate.maximum,
    SessRate: rate,
    SessRateLimit: rates.sessions,
    MaxSessRate: all.sessionRate.maximum,
    SslRate: tls.sessionRate.read(nowMs),
    SslRateLimit: rates.tlsSessions,
    MaxSslRate: tls.sessionRate.maximum,
    Idle_pct: 100,
    node: process.node,
    description: process.description,
    Stopping: process.stopping ? 1 : 0,
    Jobs: all.current + process.listeners,
    Listeners: process.listeners,
    TotalBytesOut: all.bytesOut,
    "Build info": process.version,
    Start_time_sec: process.startedAtSeconds,
    Tainted: "0",
    Tasks: all.current,
    PoolAlloc_bytes: process.memoryBytes,
    PoolUsed_bytes: process.memoryBytes,
    PoolAlloc_MB: megabytes,
    PoolUsed_MB: megabytes,
  };
}

/** `Name: value`, a line each. */
export function infoText(view: StatsView): string {
  return infoFields(view)
    .map(({ name, value }) => `${name}: ${value}\n`)
    .join("");
}

/** `0d 0h00m05s`. */
export function uptime(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  return `${days}d ${hours}h${two(Math.floor((seconds % 3600) / 60))}m${two(seconds % 60)}s`;
}
