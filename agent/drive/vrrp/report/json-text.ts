import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { NotifyKind } from "../../../config/keepalived/notify-config.ts";
import { packetErrors } from "./stats-text.ts";
import { type DaemonView, type InstanceView, stateNumbers, wantedState } from "./view.ts";
import { addressText, commandText, exists } from "./word.ts";

/** `/tmp/keepalived.json`, with the original's keys; what only we count stands under `bascule`. */
export function jsonText(view: DaemonView): string {
  return `${JSON.stringify(view.instances.map((one) => ({ data: data(one, view), stats: stats(one), bascule: ours(one) })))}\n`;
}

const scriptKeys: Readonly<Record<NotifyKind, string>> = {
  master: "script_master",
  backup: "script_backup",
  fault: "script_fault",
  stop: "script_stop",
  deleted: "script_deleted",
  lower: "script_master_rx_lower_pri",
  any: "script",
};

function data({ instance, state, sinceMs, masterPriority }: InstanceView, { config }: DaemonView) {
  const isMaster = state.role.kind === "master";
  const { auth, excludedAddresses, virtualAddresses, trackInterfaces, trackScripts } = instance;
  const list = (addresses: VrrpInstance["virtualAddresses"]) =>
    addresses.map((address) => addressText(address, instance, isMaster));
  const named = trackScripts.map(({ name }) => config.scripts.find((script) => script.name === name));
  return {
    ...{
      iname: instance.name,
      dont_track_primary: Number(instance.dontTrackPrimary ?? false),
      skip_check_adv_addr: 0,
    },
    ...{ strict_mode: Number(instance.strict), vmac_ifname: "", ifp_ifname: instance.interfaceName },
    ...{ master_priority: masterPriority, last_transition: sinceMs / 1000 },
    ...garp(instance),
    ...{
      lower_prio_no_advert: Number(instance.lowerPrioNoAdvert ?? instance.strict),
      higher_prio_send_advert: Number(instance.higherPrioSendAdvert ?? false),
    },
    ...{
      vrid: instance.virtualRouterId,
      base_priority: instance.priority,
      effective_priority: state.priority,
    },
    ...{
      vipset: isMaster,
      promote_secondaries: instance.promoteSecondaries ?? false,
      adver_int: instance.advertMs / 1000,
    },
    ...{ master_adver_int: masterAdvertMs(instance, state) / 1000, accept: 1 },
    ...{ nopreempt: instance.nopreempt, preempt_delay: instance.preemptDelayMs / 1000 },
    ...{ state: stateNumbers[state.role.kind], wantstate: stateNumbers[wantedState({ instance, state })] },
    ...{ version: instance.version, smtp_alert: false, notify_deleted: false },
    ...notifyScripts(instance),
    vips: list(virtualAddresses),
    ...(excludedAddresses.length > 0 && { evips: list(excludedAddresses) }),
    ...(trackInterfaces.length > 0 && { track_ifp: trackInterfaces.map(({ name }) => name) }),
    ...(named.length > 0 && { track_script: named.map((script) => commandText(script?.argv ?? [])) }),
    auth_type: auth === undefined ? 0 : 1,
    ...(auth && { auth_data: auth.password }),
  };
}

function garp({ garp: settings }: VrrpInstance) {
  return {
    garp_delay: settings.delayMs / 1000,
    garp_refresh: settings.refreshMs / 1000,
    garp_rep: settings.repeat,
    garp_refresh_rep: settings.refreshRepeat,
    garp_lower_prio_delay: settings.lowerPriorityDelayMs / 1000,
    garp_lower_prio_rep: settings.lowerPriorityRepeat,
  };
}

function notifyScripts({ notify }: VrrpInstance): Record<string, string> {
  const kinds = Object.keys(scriptKeys) as NotifyKind[];
  const written = kinds.flatMap((kind) => {
    const script = notify[kind];
    return script === undefined || !exists(script.argv) ? [] : [[scriptKeys[kind], commandText(script.argv)]];
  });
  return Object.fromEntries(written);
}

function masterAdvertMs({ advertMs }: VrrpInstance, { role }: InstanceView["state"]): number {
  return role.kind === "backup" ? role.masterAdvertMs : advertMs;
}

function stats({ counts }: InstanceView) {
  const errors = packetErrors(counts);
  return {
    ...{ advert_rcvd: counts.received, advert_sent: counts.sent },
    ...{ become_master: counts.becameMaster, release_master: counts.releasedMaster },
    ...{ packet_len_err: errors.length, advert_interval_err: errors.interval, ip_ttl_err: errors.ttl },
    ...{ invalid_type_rcvd: errors.invalidType, addr_list_err: errors.addressList },
    ...{ invalid_authtype: errors.authenticationType, authtype_mismatch: errors.authenticationMismatch },
    ...{ auth_failure: errors.authenticationFailure },
    ...{ pri_zero_rcvd: counts.priorityZeroReceived, pri_zero_sent: counts.priorityZeroSent },
  };
}

function ours({ state, counts }: InstanceView) {
  return { state: state.role.kind, standby: state.standby ?? false, dropped: counts.dropped };
}
