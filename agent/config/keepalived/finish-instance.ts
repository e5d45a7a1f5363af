import { finishAccept } from "./accept.ts";
import { checkLinkLocal } from "./address-family.ts";
import { finishAuthentication } from "./authentication.ts";
import { finishConduct } from "./conduct.ts";
import type { VirtualAddress, VrrpInstance } from "./config.ts";
import { finishGarp } from "./garp.ts";
import type { InstanceDefaults } from "./instance-defaults.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { Word } from "./lexer.ts";
import { finishGroup } from "./multicast.ts";
import { finishPreemption } from "./preemption.ts";
import { finishProtocol } from "./protocol.ts";
import type { Report } from "./report.ts";
import { enforceStrict } from "./strict.ts";
import { finishTrackedInterfaces } from "./track-interface.ts";
import { finishTrackLists, type KnownTracked } from "./track-list.ts";
import { finishTracked, type KnownScripts } from "./track-script.ts";
import { finishUnicast } from "./unicast.ts";
import { finishVirtualMac } from "./virtual-mac.ts";
import { finishVirtualRoutes } from "./virtual-route.ts";
import { finishWatch } from "./watch.ts";

/** What stands outside the block and matters inside. */
export interface Surroundings {
  readonly scripts: KnownScripts;
  readonly tracked: KnownTracked;
  readonly defaults: InstanceDefaults;
}

/** The instance that a block describes; undefined when it lacks what the original cannot do without. */
export function finishInstance(
  draft: InstanceDraft,
  { scripts, tracked, defaults }: Surroundings,
  report: Report,
): VrrpInstance | undefined {
  const { name, interfaceName, virtualRouterId } = draft;
  const protocol = finishProtocol(draft, defaults, report);
  if (protocol.strict) enforceStrict(draft, report);
  const auth = finishAuthentication(draft, protocol, report);
  const trackScripts = finishTracked(draft.trackScripts, scripts, report);
  const trackInterfaces = finishTrackedInterfaces(draft.trackInterfaces, interfaceName, report);
  const trackLists = finishTrackLists(draft, tracked, report);
  const virtualAddresses = finishAddresses(draft, report);
  checkLinkLocal(draft, protocol.strict, report);
  const excludedAddresses = draft.excludedAddresses.map(({ address }) => address);
  const garp = finishGarp(draft.garp, defaults.garp, protocol.strict, report);
  if (defaults.checkUnicastSource) draft.unicast.checkSource = true;
  const unicast = finishUnicast(draft, report);
  const group = finishGroup(draft, defaults, unicast.unicast, report);
  const virtualMac = finishVirtualMac(draft, unicast, report);
  const preemption = finishPreemption(draft, report);
  if (virtualRouterId === undefined) reportLack(name, "virtual_router_id", report);
  else if (interfaceName === undefined) reportLack(name, "interface", report);
  if (virtualRouterId === undefined || interfaceName === undefined) return undefined;
  const { initialState, priority, notify } = draft;
  const priorityChanges = draft.notifyPriorityChanges ?? defaults.notifyPriorityChanges;
  return {
    name: name.text,
    interfaceName: interfaceName.text,
    ...{ initialState, virtualRouterId, priority, family: draft.family ?? 4 },
    ...protocol,
    ...preemption,
    ...finishWatch(draft, defaults),
    ...(draft.notifyDeleted && { notifyDeleted: true }),
    ...(priorityChanges && { notifyPriorityChanges: true }),
    ...(auth === undefined ? {} : { auth }),
    ...unicast,
    ...group,
    ...(virtualMac === undefined ? {} : { virtualMac }),
    ...trackLists,
    ...finishVirtualRoutes(draft),
    ...finishAccept(draft, protocol.strict),
    ...finishConduct(draft.conduct, defaults.conduct),
    ...{ virtualAddresses, excludedAddresses, trackScripts, trackInterfaces, garp, notify },
  };
}

function finishAddresses(draft: InstanceDraft, report: Report): readonly VirtualAddress[] {
  const seen = new Set<string>();
  for (const { address, at } of draft.virtualAddresses) {
    if (seen.has(address.address)) reportTwice(at, address.address, report);
    seen.add(address.address);
  }
  const addresses = draft.virtualAddresses.map(({ address }) => address);
  // A file that is refused for an IPv6 address needs no second complaint.
  if (addresses.length === 0 && !report.problems.some(({ severity }) => severity === "unsupported")) {
    report.mistake(draft.name, "ERR_CONFIG_VALUE", {
      fr: `L'instance ${draft.name.text} n'a pas d'adresse virtuelle : il n'y a rien à basculer.`,
      en: `The instance ${draft.name.text} has no virtual address: there is nothing to move.`,
    });
  }
  // Each of them stands in the adverts, as with the original: without the second one the lists would differ.
  return addresses;
}

function reportTwice(at: Word, address: string, report: Report): void {
  const text = {
    fr: `L'adresse virtuelle ${address} apparaît deux fois.`,
    en: `The virtual address ${address} stands twice.`,
  };
  report.mistake(at, "ERR_CONFIG_DUPLICATE", text, 0);
}

function reportLack(name: Word, keyword: string, report: Report): void {
  report.fatal(
    name,
    "ERR_CONFIG_VALUE",
    {
      fr: `L'instance ${name.text} n'a pas de "${keyword}" : keepalived ne démarre pas.`,
      en: `The instance ${name.text} has no "${keyword}": keepalived does not start.`,
    },
    5,
  );
}
