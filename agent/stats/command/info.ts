import type { StatsView } from "../view.ts";

/** `show info`: the lines of the original that mean something here, in its order and by its names. */
export function infoText({ process, nowMs }: StatsView): string {
  const seconds = Math.floor(process.uptimeMs / 1000);
  const { connections, tlsConnections } = process;
  const lines: readonly (readonly [string, string | number])[] = [
    ["Name", "HAProxy"],
    ["Version", process.version],
    ["Nbthread", 1],
    ["Nbproc", 1],
    ["Process_num", 1],
    ["Pid", process.pid],
    ["Uptime", uptime(seconds)],
    ["Uptime_sec", seconds],
    ["Memmax_MB", 0],
    ["Ulimit-n", process.descriptors],
    ["Maxsock", process.descriptors],
    ["Maxconn", process.maximumConnections],
    ["Hard_maxconn", process.maximumConnections],
    ["CurrConns", connections.current],
    ["CumConns", connections.total],
    ["CumReq", connections.requests],
    ["MaxSslConns", 0],
    ["CurrSslConns", tlsConnections.current],
    ["CumSslConns", tlsConnections.total],
    ["ConnRate", connections.sessionRate.read(nowMs)],
    ["ConnRateLimit", 0],
    ["MaxConnRate", connections.sessionRate.maximum],
    ["SessRate", connections.sessionRate.read(nowMs)],
    ["SessRateLimit", 0],
    ["MaxSessRate", connections.sessionRate.maximum],
    ["SslRate", tlsConnections.sessionRate.read(nowMs)],
    ["SslRateLimit", 0],
    ["MaxSslRate", tlsConnections.sessionRate.maximum],
    ["node", process.node],
    ...(process.description === "" ? [] : [["description", process.description] as const]),
    ["Stopping", process.stopping ? 1 : 0],
    ["Listeners", process.listeners],
    ["TotalBytesOut", connections.bytesOut],
    ["Start_time_sec", process.startedAtSeconds],
  ];
  return lines.map(([name, value]) => `${name}: ${value}\n`).join("");
}

/** `0d 0h00m05s`. */
export function uptime(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  return `${days}d ${hours}h${two(Math.floor((seconds % 3600) / 60))}m${two(seconds % 60)}s`;
}
