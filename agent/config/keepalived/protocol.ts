import type { GlobalDraft } from "./global.ts";
import type { InstanceDefaults } from "./instance-defaults.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";
import { readSwitch } from "./switch-word.ts";

/** Version 3 has twelve bits of hundredths of a second on the wire: RFC 9568 §5.2.7. */
const longestV3Seconds = 40.95;

/** It saves the original time with hundreds of addresses; it is never needed for being right. */
const everyList = {
  fr: "Sans effet ici : les adresses de chaque annonce sont comparées.",
  en: "Without effect here: the addresses of every advert are compared.",
};

/** Which VRRP an instance speaks, and how often. */
export const protocolKeywords: KeywordTable<InstanceDraft> = {
  advert_int: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "Secondes entre deux annonces (1) ; version 3 : jusqu'à 40.95, par centièmes.",
      en: "Seconds between two adverts (1); version 3: up to 40.95, in hundredths.",
    },
    read: (draft, { values: [word] }, report) => {
      const range = { keyword: "advert_int", minimum: 0.01, maximum: 255, otherwise: "1", fraction: true };
      const seconds = word && readNumber(word, range, report);
      if (word !== undefined && seconds !== undefined) draft.advertInt = { seconds, at: word };
    },
  },
  version: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "La version de VRRP : 2 ou 3 (vrrp_version, sinon 2).",
      en: "The version of VRRP: 2 or 3 (vrrp_version, else 2).",
    },
    read: (draft, { values: [word] }, report) => {
      draft.version = word && readVersion(word, "version", report);
    },
  },
  strict_mode: {
    kind: "value",
    words: [0, 1],
    doc: { fr: "Comme vrrp_strict, pour cette instance.", en: "Like vrrp_strict, for this instance." },
    read: (draft, { values: [word] }, report) => {
      const strict = readSwitch(word);
      if (strict !== undefined) draft.strict = strict;
      else if (word !== undefined) reportNoSwitch(word, report);
    },
  },
  skip_check_adv_addr: {
    kind: "value",
    words: [0, 1],
    doc: everyList,
    read: (_, { values: [word] }, report) => {
      if (word !== undefined && readSwitch(word) === undefined) reportNoSwitch(word, report);
    },
  },
};

/** The same for all instances. */
export const globalProtocolKeywords: KeywordTable<GlobalDraft> = {
  vrrp_version: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "La version de VRRP des instances qui n'en disent rien : 2 (défaut) ou 3.",
      en: "The version of VRRP of instances that name none: 2 (default) or 3.",
    },
    read: ({ defaults }, { values: [word] }, report) => {
      if (word !== undefined)
        defaults.version = readVersion(word, "vrrp_version", report) ?? defaults.version;
    },
  },
  vrrp_skip_check_adv_addr: { kind: "value", words: [0, 0], doc: everyList, read: () => {} },
  vrrp_strict: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "S'en tient aux RFC : ni mot de passe, ni preempt_delay, ni state MASTER sans priority 255.",
      en: "Keeps to the RFCs: no password, no preempt_delay, no state MASTER without priority 255.",
    },
    read: ({ defaults }, { keyword }, report) => {
      defaults.strict = true;
      reportStrict(keyword, report);
    },
  },
};

/** Version and interval as they are on the wire: what does not fit is rounded, as by the original. */
export function finishProtocol(draft: InstanceDraft, defaults: InstanceDefaults, report: Report) {
  const strict = draft.strict ?? defaults.strict;
  const version = finishVersion(draft, defaults, strict, report);
  return { version, advertMs: finishInterval(draft, version, report), strict };
}

/** Over IPv6 the original speaks version 3, whatever `vrrp_version` says, and version 2 only where the instance asks for it. */
function finishVersion(
  { name, family, version }: InstanceDraft,
  defaults: InstanceDefaults,
  strict: boolean,
  report: Report,
): 2 | 3 {
  if (family !== 6) return version ?? defaults.version;
  if (version === 2)
    report.mistake(
      name,
      "ERR_CONFIG_VALUE",
      {
        fr: `VRRP version 2 n'existe qu'en IPv4 (RFC 3768) ; ${strict ? "keepalived prend la version 3" : "keepalived l'envoie quand même, sans mot de passe"}. Écrivez version 3.`,
        en: `VRRP version 2 exists for IPv4 only (RFC 3768); ${strict ? "keepalived takes version 3" : "keepalived sends it all the same, without a password"}. Write version 3.`,
      },
      strict ? 5 : 0,
    );
  return strict ? 3 : (version ?? 3);
}

function finishInterval({ advertInt }: InstanceDraft, version: 2 | 3, report: Report): number {
  if (advertInt === undefined) return 1000;
  const { seconds, at } = advertInt;
  const step = version === 2 ? 1 : 0.01;
  const longest = version === 2 ? 255 : longestV3Seconds;
  const onWire = Math.min(longest, Math.max(step, Math.round(seconds / step) * step));
  const advertMs = Math.round(onWire * 1000);
  if (advertMs !== Math.round(seconds * 1e6) / 1000) reportRounded(at, version, advertMs / 1000, report);
  return advertMs;
}

function readVersion(word: Word, keyword: string, report: Report): 2 | 3 | undefined {
  const value = readNumber(word, { keyword, minimum: 2, maximum: 3, otherwise: "2" }, report);
  return value === 2 || value === 3 ? value : undefined;
}

function reportRounded(word: Word, version: 2 | 3, seconds: number, report: Report): void {
  const fr =
    version === 2
      ? "VRRP version 2 ne connaît que des secondes entières (la version 3, les centièmes)"
      : `VRRP version 3 ne connaît que des centièmes de seconde, jusqu'à ${longestV3Seconds}`;
  const en =
    version === 2
      ? "VRRP version 2 knows only whole seconds (version 3: hundredths)"
      : `VRRP version 3 knows only hundredths of a second, up to ${longestV3Seconds}`;
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `${fr} : keepalived arrondit advert_int ${word.text} à ${seconds}.`,
    en: `${en}: keepalived rounds advert_int ${word.text} to ${seconds}.`,
  });
}

function reportNoSwitch(word: Word, report: Report): void {
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `"${word.text}" n'est ni on ni off : keepalived ignore la ligne.`,
    en: `"${word.text}" is neither on nor off: keepalived ignores the line.`,
  });
}

function reportStrict(keyword: Word, report: Report): void {
  const text = {
    fr: "vrrp_strict : keepalived jette alors tout ce qui est adressé aux adresses virtuelles (HAProxy n'y répond plus, ni ping), sauf avec priority 255. Cette commande ne le fait pas. Retirez la ligne si un service doit répondre à ces adresses.",
    en: "vrrp_strict: keepalived then drops all that is sent to the virtual addresses (HAProxy does not answer there any more, nor does ping), except with priority 255. This command does not. Remove the line if a service is to answer at these addresses.",
  };
  report.mistake(keyword, "ERR_CONFIG_VALUE", text, 0);
}
