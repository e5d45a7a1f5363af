import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { NotifyKind, NotifyScripts } from "../../../config/keepalived/notify-config.ts";
import type { Tracked } from "../../../config/keepalived/track-config.ts";
import { groupOf } from "../../../vrrp/family.ts";
import { masterDownMs } from "../../../vrrp/timer.ts";
import { timestamp } from "../timestamp.ts";
import { type DaemonView, type InstanceView, stateName, wantedState } from "./view.ts";
import { addressText, commandText, exists } from "./word.ts";

/** An instance in the original's layout, one line an entry, without the indentation of the block. */
export function instanceLines(view: InstanceView, daemon: DaemonView): readonly string[] {
  const { instance } = view;
  return [
    ` VRRP Instance = ${instance.name}`,
    ...[...stateLines(view), ...timerLines(view), ...wireLines(view), ...electionLines(view)].map(
      (line) => `   ${line}`,
    ),
    ...addressLines(view).map((line) => `   ${line}`),
    ...trackLines(instance).map((line) => `   ${line}`),
    ...notifyLines(instance, daemon).map((line) => `   ${line}`),
  ];
}

function stateLines({ instance, state, masterPriority }: InstanceView): readonly string[] {
  const { role } = state;
  const heard = role.kind === "backup" ? (role.masterAddress ?? "none") : "none";
  const master = [`Master router = ${heard}`, `Master priority = ${masterPriority}`];
  return [
    `VRRP Version = ${instance.version}`,
    ...(instance.family === 6 ? ["Using Native IPv6"] : []),
    ...(instance.syncGroup === undefined ? [] : [`Sync group = ${instance.syncGroup}`]),
    `State = ${stateName(state)}`,
    ...(role.kind === "backup" ? master : []),
    ...flags(instance),
    `Wantstate = ${wantedState({ instance, state }).toUpperCase()}`,
  ];
}

/** The original's "Flags:" has nothing behind it where it is `nopreempt` that is set. */
function flags({ unicast, nopreempt }: VrrpInstance): readonly string[] {
  if (unicast !== undefined) return ["Flags:", "  Using unicast"];
  return [nopreempt ? "Flags:" : "Flags: none"];
}

function timerLines({ instance, state, sinceMs, wakesAtMs }: InstanceView): readonly string[] {
  const { version, advertMs } = instance;
  const paceMs = state.role.kind === "backup" ? state.role.masterAdvertMs : advertMs;
  const { downTimerAdverts } = instance;
  const downAdverts = downTimerAdverts === undefined ? {} : { downAdverts: downTimerAdverts };
  const downMs = masterDownMs(state.priority, { version, advertMs: paceMs, ...downAdverts });
  return [
    `Last transition = ${moment(sinceMs)}`,
    ...(Number.isFinite(wakesAtMs) ? [`Read timeout = ${moment(wakesAtMs)}`] : []),
    ...(version === 3 && state.role.kind === "backup"
      ? [
          `Master advert int = ${(paceMs / 1000).toFixed(2)} sec`,
          `Master advert interval = ${paceMs} milli-sec`,
        ]
      : []),
    `Master down timer = ${Math.trunc(downMs * 1000)} usecs`,
  ];
}

function wireLines({ instance, state }: InstanceView): readonly string[] {
  const from = instance.source === undefined ? "" : " (from configuration)";
  const { garp, unicast } = instance;
  return [
    `Interface = ${interfaceText(instance)}`,
    ...(instance.strict ? ["Enforcing strict VRRP compliance"] : []),
    `Using src_ip = ${state.primaryAddress ?? "none"}${from}`,
    ...(unicast === undefined ? [`Multicast address ${groupOf(instance)}`] : []),
    `Gratuitous ARP delay = ${garp.delayMs / 1000}`,
    `Gratuitous ARP repeat = ${garp.repeat}`,
    `Gratuitous ARP refresh = ${garp.refreshMs / 1000}`,
    `Gratuitous ARP refresh repeat = ${garp.refreshRepeat}`,
    `Gratuitous ARP lower priority delay = ${garp.lowerPriorityDelayMs / 1000}`,
    `Gratuitous ARP lower priority repeat = ${garp.lowerPriorityRepeat}`,
    `Down timer adverts = ${instance.downTimerAdverts ?? 3}`,
    `Send advert after receive lower priority advert = ${!instance.lowerPrioNoAdvert}`,
    `Send advert after receive higher priority advert = ${instance.higherPrioSendAdvert ?? false}`,
  ];
}

function interfaceText({ interfaceName, virtualMac }: VrrpInstance): string {
  if (virtualMac === undefined) return interfaceName;
  const sender = virtualMac.sendsFromBase ? ", xmit base i/f" : "";
  return `${virtualMac.name}, vmac on ${interfaceName}${sender}`;
}

function electionLines({ instance, state }: InstanceView): readonly string[] {
  const { advertMs, version, nopreempt, preemptDelayMs, auth } = instance;
  return [
    `Virtual Router ID = ${instance.virtualRouterId}`,
    `Priority = ${instance.priority}`,
    `Effective priority = ${state.priority}`,
    `Total priority = ${state.priority}`,
    `Advert interval = ${version === 2 ? `${advertMs / 1000} sec` : `${advertMs} milli-sec`}`,
    "Accept = enabled",
    `Preempt = ${nopreempt ? "disabled" : "enabled"}`,
    ...(preemptDelayMs > 0 ? [`Preempt delay = ${preemptDelayMs / 1000} secs`] : []),
    `Promote_secondaries = ${instance.promoteSecondaries ? "enabled" : "disabled"}`,
    ...(version === 3 ? [] : [`Authentication type = ${auth === undefined ? "none" : "SIMPLE_PASSWORD"}`]),
    ...(auth === undefined ? [] : [`Password = ${auth.password}`]),
  ];
}

function addressLines({ instance, state }: InstanceView): readonly string[] {
  const isSet = state.role.kind === "master";
  const { virtualAddresses, excludedAddresses, unicast } = instance;
  const list = (addresses: VrrpInstance["virtualAddresses"]) =>
    addresses.map((address) => `  ${addressText(address, instance, isSet)}`);
  const peers = unicast?.peers.map(
    ({ address, minTtl = 0, maxTtl = 255 }) => `  ${address} min_ttl ${minTtl} max_ttl ${maxTtl}`,
  );
  return [
    `Virtual IP (${virtualAddresses.length}):`,
    ...list(virtualAddresses),
    ...(excludedAddresses.length === 0 ? [] : ["Virtual IP Excluded :", ...list(excludedAddresses)]),
    ...(unicast === undefined
      ? []
      : [
          "Unicast checksum compatibility = no",
          `Unicast TTL = ${unicast.ttl}`,
          `Check unicast src : ${unicast.checkSource ? "yes" : "no"}`,
          "Unicast Peer :",
          ...(peers ?? []),
        ]),
  ];
}

function trackLines(instance: VrrpInstance): readonly string[] {
  const list = (title: string, tracked: readonly Tracked[], separator = "") =>
    tracked.length === 0 ? [] : [`${title} :`, ...tracked.map((one) => `  ${trackedText(one, separator)}`)];
  return [
    ...list("Tracked interfaces", instance.trackInterfaces),
    ...list("Tracked scripts", instance.trackScripts),
    ...list("Tracked files", instance.trackFiles ?? [], ","),
    ...list("Tracked processes", instance.trackProcesses ?? [], ","),
  ];
}

export function trackedText({ name, weight, reverse }: Tracked, separator = ""): string {
  return `${name}${separator} weight ${weight}${reverse ? " reverse" : ""}`;
}

const notifyTitles: readonly (readonly [NotifyKind, string])[] = [
  ["backup", "Backup"],
  ["master", "Master"],
  ["fault", "Fault"],
  ["stop", "Stop"],
  ["deleted", "Deleted"],
  ["lower", "Master rx lower pri"],
  ["any", "Generic"],
];

function notifyLines(instance: VrrpInstance, daemon: DaemonView): readonly string[] {
  return [
    "Using smtp notification = no",
    `Notify deleted = ${instance.notifyDeleted ? "Deleted" : "Fault"}`,
    ...notifyScriptLines(instance.notify, daemon),
    `Notify priority changes = ${instance.notifyPriorityChanges ?? false}`,
  ];
}

export function notifyScriptLines(notify: NotifyScripts, { accountOf }: DaemonView): readonly string[] {
  return notifyTitles.flatMap(([kind, title]) => {
    const script = notify[kind];
    if (script === undefined || !exists(script.argv)) return [];
    const { uid = "?", gid = "?" } = accountOf(script) ?? {};
    return [`${title} state transition script = ${commandText(script.argv)}, uid:gid ${uid}:${gid}`];
  });
}

/** `1795270827.276979 (Sat Nov 21 14:20:27.276979 2026)`. */
function moment(unixMs: number): string {
  const date = new Date(unixMs);
  const micros = String(Math.trunc((unixMs % 1000) * 1000)).padStart(6, "0");
  return `${Math.trunc(unixMs / 1000)}.${micros} (${timestamp(date, `.${micros}`)})`;
}
