import { didYouMean } from "../../base/nearest.ts";
import type { FileDraft, Reference } from "../../config/haproxy/draft.ts";
import type { Report } from "../../config/haproxy/report.ts";
import { backendsOf } from "./lookup.ts";
import { type HaproxyRule, perFront } from "./rule.ts";

/** A backend that nothing defines. */
export const unknownBackend: HaproxyRule = {
  name: "unknown-backend",
  find: perFront((proxy, file, report) => {
    const { defaultBackend, otherBackends } = proxy;
    for (const reference of [...(defaultBackend ? [defaultBackend] : []), ...otherBackends]) {
      if (backendsOf(file).some(({ name }) => name === reference.name)) continue;
      tell(reference, file, report);
    }
  }),
};

function tell(reference: Reference, file: FileDraft, report: Report): void {
  const hint = didYouMean(
    reference.name,
    backendsOf(file).map(({ name }) => name),
  );
  report.fatal(reference, "ERR_CONFIG_REFERENCE", {
    fr: `Aucun backend ne s'appelle "${reference.name}".${hint.fr || " Ajoutez-le ou corrigez le nom."}`,
    en: `No backend is named "${reference.name}".${hint.en || " Add it or correct the name."}`,
  });
}
