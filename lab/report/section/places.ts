import type { Section } from "../section.ts";
import { table } from "../table.ts";

/** Where everything can be read again. */
export const places: Section = {
  title: { fr: "Les résultats", en: "The results" },
  lines: (_, { places: all, language }) => table(all.map(({ name, path }) => [name[language], path])),
};
