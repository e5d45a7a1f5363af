import { percent } from "../../check/words.ts";
import type { Section } from "../section.ts";
import { table } from "../table.ts";

const heads = {
  fr: ["serveur", "requêtes", "part", "attendue"],
  en: ["server", "requests", "share", "expected"],
} as const;

/** Who answered how often, beside what the configuration promises. */
export const distribution: Section = {
  title: { fr: "Répartition des requêtes", en: "Distribution of the requests" },
  lines({ result }, { language }) {
    const rows = Object.entries(result.distribution).map(([server, { requests, share, expectedShare }]) => [
      server,
      `${requests}`,
      percent(share, language),
      percent(expectedShare, language),
    ]);
    return rows.length === 0 ? [] : table([heads[language], ...rows], [1, 2, 3]);
  },
};
