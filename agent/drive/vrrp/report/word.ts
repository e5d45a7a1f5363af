import { realpathSync } from "node:fs";
import type { VirtualAddress, VrrpInstance } from "../../../config/keepalived/config.ts";
import { deviceOf } from "../device.ts";
import { findCommand } from "../script-file.ts";

/** `192.168.1.100/24 dev eth0 scope global set`: an address as the original shows it. */
export function addressText(virtualAddress: VirtualAddress, instance: VrrpInstance, isSet: boolean): string {
  const { address, prefixLength, broadcast, scope, label, ...more } = virtualAddress;
  const device = deviceOf(instance, virtualAddress);
  const onBase = device === instance.virtualMac?.name ? `@${instance.interfaceName}` : "";
  const whole = address.includes(":") ? 128 : 32;
  return [
    prefixLength === whole ? address : `${address}/${prefixLength}`,
    ...(broadcast === undefined ? [] : [`brd ${broadcast}`]),
    `dev ${device}${onBase}`,
    `scope ${scope ?? "global"}`,
    ...(label === undefined ? [] : [`label ${label}`]),
    ...(whole === 128 ? [lifetime(more.preferredSeconds)] : []),
    ...(more.peer === undefined ? [] : [`peer ${more.peer}`]),
    ...(more.flags ?? []),
    ...(more.untracked ? ["no_track"] : []),
    ...(isSet ? ["set"] : []),
  ].join(" ");
}

/** How long connections may come from an IPv6 address. */
function lifetime(seconds = Number.POSITIVE_INFINITY): string {
  if (seconds === 0) return "deprecated";
  return `preferred_lft ${Number.isFinite(seconds) ? seconds : "forever"}`;
}

/** `'/usr/bin/killall' '-0' 'haproxy'`: the program that is meant, and its words; what a shell gets as it is. */
export function commandText([command = "", ...words]: readonly string[]): string {
  const [option, line = ""] = words;
  if (option === "-c" && line.startsWith("<")) return line;
  const file = findCommand(command, process.env.PATH ?? "");
  const program = file === undefined ? command : realpathSync(file);
  return [program, ...words].map((word) => `'${word}'`).join(" ");
}

/** Whether this machine has the program. */
export function exists([command = ""]: readonly string[]): boolean {
  return findCommand(command, process.env.PATH ?? "") !== undefined;
}
