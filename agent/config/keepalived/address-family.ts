import { families, familyOf, isLinkLocal } from "../../base/family.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

/**
 * The first line that says something about the family of an instance decides; what contradicts it later is ignored by
 * the original. Only `virtual_ipaddress_excluded` may mix.
 */
export function suitsFamily(draft: InstanceDraft, address: string, at: Word, report: Report): boolean {
  const family = familyOf(address);
  draft.family ??= family;
  if (draft.family === family) return true;
  const { name } = families[draft.family];
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: `${address} n'est pas une adresse ${name}, comme le reste de l'instance : keepalived l'ignore. Une instance parle ${name} ou l'autre famille : faites-en une autre, qui peut avoir le même virtual_router_id, ou écrivez l'adresse dans virtual_ipaddress_excluded.`,
    en: `${address} is no ${name} address as the rest of the instance is: keepalived ignores it. An instance speaks ${name} or the other family: make another one, which may have the same virtual_router_id, or write the address into virtual_ipaddress_excluded.`,
  });
  return false;
}

export const familyKeywords: KeywordTable<InstanceDraft> = {
  native_ipv6: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "L'instance parle IPv6 ; ses adresses virtuelles le disent déjà.",
      en: "The instance speaks IPv6; its virtual addresses say so already.",
    },
    read: (draft, { keyword }, report) => {
      draft.family ??= 6;
      if (draft.family === 6) return;
      report.mistake(keyword, "ERR_CONFIG_VALUE", {
        fr: "native_ipv6 dans une instance qui a déjà des adresses IPv4 : keepalived ignore la ligne.",
        en: "native_ipv6 in an instance that has IPv4 addresses already: keepalived ignores the line.",
      });
    },
  },
};

/** RFC 9568 §5.2.9; the original asks for it under `vrrp_strict` only. */
export function checkLinkLocal(draft: InstanceDraft, strict: boolean, report: Report): void {
  const [first] = draft.virtualAddresses;
  if (draft.family !== 6 || first === undefined || isLinkLocal(first.address.address)) return;
  const text = {
    fr: `La première adresse virtuelle d'une instance IPv6 doit être locale au lien (RFC 9568) : c'est elle que les hôtes prennent comme routeur. Écrivez d'abord fe80::${draft.virtualRouterId ?? 1}, par exemple.`,
    en: `The first virtual address of an IPv6 instance must be link-local (RFC 9568): it is the one that hosts take as their router. Write fe80::${draft.virtualRouterId ?? 1} first, for example.`,
  };
  report.mistake(first.at, "ERR_CONFIG_VALUE", text, strict ? 5 : 0);
}
