import { backendsOf } from "./lookup.ts";
import { type HaproxyRule, perFront } from "./rule.ts";

/** The default backend has no servers. */
export const noServer: HaproxyRule = {
  name: "no-server",
  find: perFront((proxy, file, report) => {
    const name = proxy.defaultBackend?.name ?? (proxy.kind === "listen" ? proxy.name : undefined);
    const target = backendsOf(file).find((candidate) => candidate.name === name);
    if (!target || target.servers.length > 0 || target.stats) return;
    report.mistake(proxy.defaultBackend ?? proxy, "ERR_CONFIG_REFERENCE", {
      fr: `"${name}" n'a aucun serveur : HAProxy répond 503 à tout. Ajoutez une ligne "server".`,
      en: `"${name}" has no server: HAProxy answers 503 to everything. Add a line "server".`,
    });
  }),
};
