import type { BindAddress } from "../../config/haproxy/config.ts";
import { type HaproxyRule, perFront } from "./rule.ts";

/** One address is listened on twice. */
export const addressTwice: HaproxyRule = {
  name: "address-twice",
  find: perFront((proxy, file, report) => {
    const all = file.proxies.flatMap(({ binds }) => binds);
    for (const bind of proxy.binds) {
      const [first] = all.filter((other) => nameOf(other) === nameOf(bind));
      if (first === bind) continue;
      report.mistake(proxy, "ERR_CONFIG_DUPLICATE", {
        fr: `${nameOf(bind)} est écouté deux fois : les connexions se partagent entre les deux. Retirez un "bind".`,
        en: `${nameOf(bind)} is listened on twice: connections are split between the two. Remove one "bind".`,
      });
    }
  }),
};

function nameOf({ host, port, path, descriptor }: BindAddress): string {
  return path ?? (descriptor === undefined ? `${host}:${port}` : `fd@${descriptor}`);
}
