import { finishAuthentication } from "./authentication.ts";
import type { VirtualAddress, VrrpInstance } from "./config.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import { finishTracked, type KnownScripts } from "./track-script.ts";

/** The instance that a block describes; undefined when it lacks what the original cannot do without. */
export function finishInstance(
  draft: InstanceDraft,
  scripts: KnownScripts,
  report: Report,
): VrrpInstance | undefined {
  const { name, interfaceName, virtualRouterId } = draft;
  const auth = finishAuthentication(draft, report);
  const trackScripts = finishTracked(draft.trackScripts, scripts, report);
  const virtualAddresses = finishAddresses(draft, report);
  const nopreempt = finishNopreempt(draft, report);
  if (virtualRouterId === undefined) reportLack(name, "virtual_router_id", report);
  else if (interfaceName === undefined) reportLack(name, "interface", report);
  if (virtualRouterId === undefined || interfaceName === undefined) return undefined;
  const { initialState, priority, advertMs, notify, preemptDelayMs } = draft;
  return {
    name: name.text,
    interfaceName: interfaceName.text,
    version: 2,
    ...{ initialState, virtualRouterId, priority, advertMs, nopreempt, preemptDelayMs },
    ...(auth === undefined ? {} : { auth }),
    ...{ virtualAddresses, trackScripts, notify },
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
  return addresses.filter(
    ({ address }, index) => addresses.findIndex((other) => other.address === address) === index,
  );
}

function reportTwice(at: Word, address: string, report: Report): void {
  const text = {
    fr: `L'adresse virtuelle ${address} apparaît deux fois.`,
    en: `The virtual address ${address} stands twice.`,
  };
  report.mistake(at, "ERR_CONFIG_DUPLICATE", text, 0);
}

function finishNopreempt(draft: InstanceDraft, report: Report): boolean {
  if (draft.nopreempt === undefined) return false;
  if (draft.initialState !== "MASTER") return true;
  report.mistake(draft.nopreempt, "ERR_CONFIG_VALUE", {
    fr: 'nopreempt ne vaut rien avec "state MASTER" : keepalived l\'efface. Écrivez state BACKUP sur les deux nœuds.',
    en: 'nopreempt does nothing with "state MASTER": keepalived clears it. Write state BACKUP on both nodes.',
  });
  return false;
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
