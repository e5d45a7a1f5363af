import { type HaproxyRule, perProxy } from "./rule.ts";

/** The original warns once for a proxy in which any timeout of its halves lacks. */
export const missingTimeout: HaproxyRule = {
  name: "missing-timeout",
  find: perProxy((proxy, _file, report) => {
    const { clientMs, connectMs, serverMs } = proxy.timeouts;
    const front = proxy.kind !== "backend" && proxy.listens && !clientMs;
    const back = proxy.kind !== "frontend" && proxy.servers.length > 0 && !(connectMs && serverMs);
    if (!front && !back) return;
    report.warned(proxy, "ERR_CONFIG_VALUE", {
      fr: `Il manque des délais à ${proxy.kind} ${proxy.name} : sans eux une connexion muette reste à jamais. Écrivez "timeout client", "timeout connect" et "timeout server" dans defaults.`,
      en: `${proxy.kind} ${proxy.name} lacks timeouts: without them a silent connection stays for ever. Write "timeout client", "timeout connect" and "timeout server" in defaults.`,
    });
  }),
};
