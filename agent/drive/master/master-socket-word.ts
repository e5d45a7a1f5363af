import { descriptorOf, parseAddress } from "../../config/haproxy/address.ts";
import { type StatsSocket, statsLevels } from "../../config/haproxy/config.ts";

/** `-S ADDRESS[,level,operator][,mode,600]…`; undefined: it makes no sense. */
export function parseMasterSocket(text: string): StatsSocket | undefined {
  const [place = "", ...words] = text.split(",");
  const address = addressOf(place);
  if (!address || words.length % 2 === 1) return undefined;
  let socket: StatsSocket = { address, level: "admin" };
  for (let at = 0; at < words.length; at += 2) {
    const change = settingOf(words[at] ?? "", words[at + 1] ?? "");
    if (!change) return undefined;
    socket = { ...socket, ...change };
  }
  return socket;
}

function addressOf(text: string): StatsSocket["address"] | undefined {
  const path = text.replace(/^unix@/, "");
  if (path.startsWith("/")) return { kind: "path", path };
  const descriptor = descriptorOf(text);
  if (descriptor !== undefined) return { kind: "descriptor", descriptor };
  const address = parseAddress(text);
  if (address.kind !== "ip" || address.named || !address.ports?.low) return undefined;
  return { kind: "tcp", host: address.host === "*" ? "0.0.0.0" : address.host, port: address.ports.low };
}

function settingOf(name: string, value: string): Partial<StatsSocket> | undefined {
  const level = statsLevels.find((candidate) => candidate === value);
  if (name === "level") return level && { level };
  if (name === "mode")
    return /^[0-7]+$/.test(value) ? { mode: Number.parseInt(value, 8) & 0o7777 } : undefined;
  if (name === "user" || name === "uid") return { user: value };
  return name === "group" || name === "gid" ? { group: value } : undefined;
}
