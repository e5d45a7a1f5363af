import { linesOf } from "./lookup.ts";
import { type HaproxyRule, perBack } from "./rule.ts";

/** Servers that a cookie cannot tell apart. */
export const cookieServer: HaproxyRule = {
  name: "cookie-server",
  find: perBack((proxy, file, report) => {
    const [line] = linesOf(file, proxy, "cookie");
    if (proxy.mode !== "http" || !line || proxy.servers.length < 2) return;
    const isDynamic = line.words.some(({ text }) => text === "dynamic");
    const isRead = line.words.some(
      ({ text }) => text === "rewrite" || text === "prefix" || text === "insert",
    );
    const named = proxy.servers.filter(({ cookie }) => cookie !== undefined);
    if (named.length === 0 && isRead && !isDynamic) {
      report.mistake(line.place(0), "ERR_CONFIG_REFERENCE", {
        fr: `Aucun serveur de ${proxy.name} n'a "cookie VALEUR" : personne n'est lié à un serveur. Ajoutez-le à chaque "server".`,
        en: `No server of ${proxy.name} has "cookie VALUE": nobody is bound to a server. Add it to each "server".`,
      });
    }
    const seen = new Map<string, string>();
    for (const server of named) {
      const value = server.cookie ?? "";
      const other = seen.get(value);
      seen.set(value, server.name);
      if (other === undefined || isDynamic) continue;
      report.mistake(server, "ERR_CONFIG_DUPLICATE", {
        fr: `"${server.name}" a le cookie "${value}" de "${other}" : ses visiteurs reviendront chez l'autre. Donnez-lui le sien.`,
        en: `"${server.name}" has the cookie "${value}" of "${other}": its visitors will come back to that one. Give it its own.`,
      });
    }
  }),
};
