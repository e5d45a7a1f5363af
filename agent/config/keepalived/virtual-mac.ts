import { formatMac, parseMac } from "../../base/ip.ts";
import type { VirtualMac, VrrpInstance } from "./config.ts";
import type { GlobalDraft } from "./global.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

/** What a block says of its virtual MAC, as it is read. */
export interface VirtualMacDraft {
  /** `use_vmac`. */
  at?: Word;
  name?: Word;
  mac?: string;
  /** `vmac_xmit_base`. */
  baseAt?: Word;
}

/** The kernel's IFNAMSIZ is 16 with the final zero. */
const longestName = 15;
const defaultPrefix = "vrrp";

export const virtualMacKeywords: KeywordTable<InstanceDraft> = {
  use_vmac: {
    kind: "value",
    words: [0, 9],
    doc: {
      fr: "Les adresses sont sur une interface à elles, avec l'adresse MAC virtuelle de VRRP ; son nom (vrrp.ID) et sa MAC peuvent suivre.",
      en: "The addresses are on an interface of their own, with the virtual MAC of VRRP; its name (vrrp.ID) and its MAC may follow.",
    },
    read: ({ virtualMac }, { keyword, values }, report) => {
      virtualMac.at = keyword;
      for (const word of values) readWord(virtualMac, word, report);
    },
  },
  vmac_xmit_base: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Avec use_vmac : les annonces partent de l'interface elle-même, avec sa propre MAC.",
      en: "With use_vmac: adverts leave from the interface itself, with its own MAC.",
    },
    read: ({ virtualMac }, { keyword }) => {
      virtualMac.baseAt = keyword;
    },
  },
};

export const globalVirtualMacKeywords: KeywordTable<GlobalDraft> = {
  vmac_prefix: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: 'Le début du nom des interfaces de use_vmac ("vrrp").',
      en: 'How the names of the interfaces of use_vmac begin ("vrrp").',
    },
    read: ({ defaults }, { values: [word] }) => {
      if (word !== undefined) defaults.virtualMacPrefix = word.text;
    },
  },
};

/** Without a name where the line gives none: `nameVirtualMacs` knows what is free. */
export function finishVirtualMac(
  draft: InstanceDraft,
  { unicast }: Pick<VrrpInstance, "unicast">,
  report: Report,
): VirtualMac | undefined {
  const { at, name, mac, baseAt } = draft.virtualMac;
  if (at === undefined) {
    if (baseAt !== undefined) reportBaseOnly(baseAt, report);
    return undefined;
  }
  if (unicast !== undefined && baseAt === undefined) reportUnicast(at, report);
  const usual = Uint8Array.of(0, 0, 0x5e, 0, draft.family === 6 ? 2 : 1, draft.virtualRouterId ?? 0);
  return {
    name: name?.text ?? "",
    mac: mac ?? formatMac(usual),
    sendsFromBase: baseAt !== undefined || unicast !== undefined,
  };
}

/** As the original: `vrrp.51`, and if that is taken `vrrp6.51` for IPv6, then `vrrp1.51`, `vrrp2.51`, … */
export function nameVirtualMacs(
  instances: readonly VrrpInstance[],
  prefix: string = defaultPrefix,
): readonly VrrpInstance[] {
  const taken = new Set(instances.map(({ virtualMac }) => virtualMac?.name ?? ""));
  return instances.map((instance) => {
    const { virtualMac, virtualRouterId, family } = instance;
    if (virtualMac === undefined || virtualMac.name !== "") return instance;
    const middles = [
      "",
      ...(family === 6 ? ["6"] : []),
      ...Array.from({ length: 255 }, (_, index) => `${index + 1}`),
    ];
    const names = middles.map((middle) => `${prefix.slice(0, longestName - 8)}${middle}.${virtualRouterId}`);
    const name = names.find((candidate) => !taken.has(candidate)) ?? "";
    taken.add(name);
    return { ...instance, virtualMac: { ...virtualMac, name } };
  });
}

function readWord(draft: VirtualMacDraft, word: Word, report: Report): void {
  const mac = parseMac(word.text);
  if (mac !== undefined && ((mac[0] ?? 0) & 1) === 1)
    report.mistake(word, "ERR_CONFIG_VALUE", {
      fr: `${word.text} est une adresse MAC multicast : keepalived l'ignore.`,
      en: `${word.text} is a multicast MAC address: keepalived ignores it.`,
    });
  else if (mac !== undefined) draft.mac = formatMac(mac);
  else if (word.text.length > longestName)
    report.mistake(word, "ERR_CONFIG_VALUE", {
      fr: `Le nom d'interface "${word.text}" a plus de 15 caractères : keepalived l'ignore.`,
      en: `The interface name "${word.text}" has more than 15 characters: keepalived ignores it.`,
    });
  else if (draft.name !== undefined)
    report.mistake(word, "ERR_CONFIG_VALUE", {
      fr: `use_vmac a déjà un nom, ${draft.name.text} : keepalived ignore "${word.text}".`,
      en: `use_vmac has a name already, ${draft.name.text}: keepalived ignores "${word.text}".`,
    });
  else draft.name = word;
}

function reportBaseOnly(at: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: "vmac_xmit_base n'a de sens qu'avec use_vmac : keepalived ignore la ligne.",
    en: "vmac_xmit_base makes sense only with use_vmac: keepalived ignores the line.",
  });
}

function reportUnicast(at: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: "use_vmac avec unicast_peer demande vmac_xmit_base : keepalived fait comme s'il était écrit. Ajoutez la ligne.",
    en: "use_vmac with unicast_peer asks for vmac_xmit_base: keepalived acts as if it were written. Add the line.",
  });
}
