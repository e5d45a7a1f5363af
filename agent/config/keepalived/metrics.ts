import { parseAddress } from "../../base/family.ts";
import type { GlobalDraft } from "./global.ts";
import type { KeywordTable } from "./keyword.ts";

/** Where a monitoring system may ask (docs/operation.md). */
export const globalMetricsKeywords: KeywordTable<GlobalDraft> = {
  metrics: {
    kind: "value",
    words: [1, 1],
    ours: true,
    doc: {
      fr: "ADRESSE:PORT, par exemple 127.0.0.1:9650 : les compteurs pour Prometheus, sur /metrics (docs/operation.md).",
      en: "ADDRESS:PORT, for example 127.0.0.1:9650: the counters for Prometheus, at /metrics (docs/operation.md).",
    },
    read: ({ defs }, { values: [word] }, report) => {
      if (word === undefined) return;
      const [, bare, bracketed, digits] = /^(?:([^[\]:]+)|\[(.+)\]):(\d{1,5})$/.exec(word.text) ?? [];
      const host = bare ?? bracketed ?? "";
      const port = Number(digits);
      if (parseAddress(host) !== undefined && port >= 1 && port <= 65_535) {
        defs.metrics = { host, port };
        return;
      }
      const text = {
        fr: `"${word.text}" n'est pas ADRESSE:PORT (127.0.0.1:9650, [::1]:9650) : la ligne est ignorée.`,
        en: `"${word.text}" is not ADDRESS:PORT (127.0.0.1:9650, [::1]:9650): the line is ignored.`,
      };
      report.mistake(word, "ERR_CONFIG_VALUE", text, 0);
    },
  },
};
