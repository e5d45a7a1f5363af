import { type HaproxyRule, perBack } from "./rule.ts";

/** Checks are told how to ask in HTTP, and not to. */
export const httpCheckOption: HaproxyRule = {
  name: "http-check-option",
  find: perBack((proxy, _file, report) => {
    const { kind, http } = proxy.check;
    if (!http.place || kind === "http") return;
    report.warned(http.place, "ERR_CONFIG_REFERENCE", {
      fr: 'Sans "option httpchk", les lignes "http-check" sont ignorées. Ajoutez "option httpchk".',
      en: 'Without "option httpchk" the lines "http-check" are ignored. Add "option httpchk".',
    });
  }),
};
