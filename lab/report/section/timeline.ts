import { struckOwners } from "../../exercise/struck.ts";
import { momentNames } from "../moment-name.ts";
import type { Section } from "../section.ts";
import { table } from "../table.ts";
import { timelineOf } from "../timeline.ts";

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
      return [number, momentNames[kind][language], node, detail[language]];
    });
    return table(rows, [0]).map((line) =>
      line.includes(momentNames.fault[language]) ? paint("bold", line) : line,
    );
  },
};
