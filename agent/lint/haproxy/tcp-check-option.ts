import { type HaproxyRule, perBack } from "./rule.ts";

/** A conversation for checks, and not told to hold it. */
export const tcpCheckOption: HaproxyRule = {
  name: "tcp-check-option",
  find: perBack((proxy, _file, report) => {
    const { kind, tcp } = proxy.check;
    if (!tcp.place || kind === "tcp") return;
    report.warned(tcp.place, "ERR_CONFIG_REFERENCE", {
      fr: 'Sans "option tcp-check", les lignes "tcp-check" sont ignorées. Ajoutez "option tcp-check".',
      en: 'Without "option tcp-check" the lines "tcp-check" are ignored. Add "option tcp-check".',
    });
  }),
};
