import type { ProxyDraft } from "./draft.ts";
import type { Report } from "./report.ts";

/** Health checks that are told how to work, and not to. */
export function judgeChecks(proxy: ProxyDraft, report: Report): void {
  if (proxy.httpCheckRules && !proxy.usesHttpCheck) {
    report.warned(proxy.httpCheckRules, "ERR_CONFIG_REFERENCE", {
      fr: 'Sans "option httpchk", les lignes "http-check" sont ignorées. Ajoutez "option httpchk".',
      en: 'Without "option httpchk" the lines "http-check" are ignored. Add "option httpchk".',
    });
  }
  const unchecked = proxy.servers.length > 0 && !proxy.servers.some((server) => server.checked);
  if (proxy.httpCheckPlace && unchecked) {
    report.mistake(proxy.httpCheckPlace, "ERR_CONFIG_REFERENCE", {
      fr: `"option httpchk" est sans effet : aucun serveur de ${proxy.name} n'a le mot "check". Ajoutez-le.`,
      en: `"option httpchk" has no effect: no server of ${proxy.name} has the word "check". Add it.`,
    });
  }
  if (proxy.tcpCheckRules && !proxy.usesTcpCheck) {
    report.warned(proxy.tcpCheckRules, "ERR_CONFIG_REFERENCE", {
      fr: 'Sans "option tcp-check", les lignes "tcp-check" sont ignorées. Ajoutez "option tcp-check".',
      en: 'Without "option tcp-check" the lines "tcp-check" are ignored. Add "option tcp-check".',
    });
  }
}
