import type { Place } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";
import { parseAddress } from "./address.ts";
import type { FileDraft, ProxyDraft, Reference } from "./draft.ts";
import { type Keyword, type LineContext, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { levels } from "./log.ts";
import type { Report } from "./report.ts";
import type { SectionKind } from "./section-kind.ts";
import { isFirst } from "./section-twin.ts";
import { parseTime } from "./time.ts";

/** A `mailers` section while its lines are read. */
export interface MailersDraft extends Place {
  readonly name: string;
}

/** What a proxy says with `email-alert`. */
export interface EmailAlertDraft extends Place {
  readonly mailers?: Reference;
  readonly from?: true;
  readonly to?: true;
}

/** `mailers NAME` (manual §3.6). */
export const mailersSection: SectionKind = {
  name: "mailers",
  keywords: [
    { name: "mailer", read: readMailer },
    { name: "timeout", read: readTimeout },
  ],
  open: (context, name) => {
    const { mailers } = context.file;
    if (!isFirst(context, name, mailers)) return false;
    mailers.push({ name, ...context.place(1) });
    return true;
  },
};

const noMail: Text = {
  fr: "bascule n'envoie pas de courriel ; le journal dit la même chose",
  en: "bascule sends no mail; the log says the same",
};

/** `email-alert from|to|level|myhostname|mailers VALUE`. */
export const emailAlertKeyword: Keyword<ProxyContext> = {
  name: "email-alert",
  noted: noMail,
  read: readEmailAlert,
};

function readMailer(context: LineContext): void {
  const address = parseAddress(wordAt(context, 2));
  if (wordAt(context, 2) !== "" && address.kind === "ip" && address.ports && !address.named) return;
  refuse(context, 2, "ERR_CONFIG_VALUE", {
    fr: '"mailer" attend un nom, une adresse et un port : "mailer smtp1 192.168.1.5:25".',
    en: '"mailer" expects a name, an address and a port: "mailer smtp1 192.168.1.5:25".',
  });
}

function readTimeout(context: LineContext): void {
  if (wordAt(context, 1) === "mail" && parseTime(wordAt(context, 2)).kind === "time") return;
  refuse(context, wordAt(context, 1) === "mail" ? 2 : 1, "ERR_CONFIG_VALUE", {
    fr: 'Dans "mailers" il n\'y a que "timeout mail", avec une durée comme 20s.',
    en: 'In "mailers" there is "timeout mail" only, with a time like 20s.',
  });
}

const words = ["from", "to", "level", "myhostname", "mailers"];

function readEmailAlert(context: ProxyContext): void {
  const { proxy } = context;
  const [word, value] = [wordAt(context, 1), wordAt(context, 2)];
  if (!words.includes(word) || (word === "level" && !levels.includes(value))) {
    const [known, at] = words.includes(word) ? [levels, 2] : [words, 1];
    refuse(context, at, "ERR_CONFIG_VALUE", {
      fr: `"email-alert" ne connaît pas "${wordAt(context, at)}" ici : ${known.join(", ")}.`,
      en: `"email-alert" does not know "${wordAt(context, at)}" here: ${known.join(", ")}.`,
    });
    return;
  }
  const place = context.place(0);
  const said = word === "mailers" ? { mailers: { name: value, ...context.place(2) } } : { [word]: true };
  proxy.emailAlert = { ...place, ...proxy.emailAlert, ...said };
}

/** Sections that nobody uses, and alerts that lack something. */
export function judgeMailers({ proxies, mailers }: FileDraft, report: Report): void {
  const used = new Set<string>();
  for (const { emailAlert, name } of proxies) {
    if (!emailAlert) continue;
    const { mailers: asked, from, to } = emailAlert;
    if (!asked || !from || !to) tellIncomplete(emailAlert, name, report);
    else if (mailers.some((section) => section.name === asked.name)) used.add(asked.name);
    else {
      report.fatal(asked, "ERR_CONFIG_REFERENCE", {
        fr: `Aucune section "mailers" ne s'appelle "${asked.name}".`,
        en: `No section "mailers" is named "${asked.name}".`,
      });
    }
  }
  for (const section of mailers) {
    if (used.has(section.name)) continue;
    report.warned(section, "ERR_CONFIG_REFERENCE", {
      fr: `Aucun proxy n'utilise "mailers ${section.name}" : HAProxy l'écarte.`,
      en: `No proxy uses "mailers ${section.name}": HAProxy leaves it out.`,
    });
  }
}

function tellIncomplete(place: Place, proxy: ProxyDraft["name"], report: Report): void {
  report.warned(place, "ERR_CONFIG_VALUE", {
    fr: `"email-alert" est ignoré dans ${proxy} : il faut "mailers", "from" et "to".`,
    en: `"email-alert" is ignored in ${proxy}: it needs "mailers", "from" and "to".`,
  });
}
