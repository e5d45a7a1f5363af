import type { Text } from "../../../agent/base/text.ts";
import { struckOwners } from "../../exercise/struck.ts";
import type { Section } from "../section.ts";
import { table } from "../table.ts";
import { type Moment, timelineOf } from "../timeline.ts";

const names: Readonly<Record<Moment["kind"], Text>> = {
  "last-advert": { fr: "dernière annonce", en: "last advert" },
  fault: { fr: "panne", en: "fault" },
  detection: { fr: "détection", en: "detection" },
  vip: { fr: "adresse virtuelle", en: "virtual IP" },
  garp: { fr: "ARP gratuit", en: "gratuitous ARP" },
  "first-reply": { fr: "première réponse", en: "first reply" },
};

/** The failover of the first trial, station by station: milliseconds since the fault. */
export const timeline: Section = {
  title: { fr: "Le basculement, en ms depuis la panne", en: "The failover, in ms since the fault" },
  lines({ facts }, { language, paint }) {
    const [fault] = struckOwners(facts);
    if (fault === undefined) return [];
    const rows = timelineOf(fault, facts).map(({ atMs, node, kind, detail }) => {
      const sinceMs = (atMs - fault.strikeMs).toFixed(1);
      const signed = atMs > fault.strikeMs ? `+${sinceMs}` : sinceMs;
      const number = language === "fr" ? signed.replace(".", ",") : signed;
      return [number, names[kind][language], node, detail[language]];
    });
    return table(rows, [0]).map((line) =>
      line.includes(names.fault[language]) ? paint("bold", line) : line,
    );
  },
};
