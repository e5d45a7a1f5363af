import type { HaproxyRule } from "./rule.ts";
import { criteriaOf } from "./written-criterion.ts";

const hosts = /^(req\.)?hdr(_beg|_end|_dom|_sub)?\(host\)$|^ssl_fc_sni(_end)?$|^req[._]ssl_sni$/i;

/** The name of a host comes in small letters, without scheme and path. */
export const hostPattern: HaproxyRule = {
  name: "host-pattern",
  find: ({ lines }, report) => {
    for (const line of lines) {
      for (const { fetch, flags, patterns } of criteriaOf(line)) {
        if (!hosts.test(fetch) || flags.includes("-m reg")) continue;
        for (const { text, index } of patterns) {
          if (text.includes("/")) {
            report.mistake(line.place(index), "ERR_CONFIG_VALUE", {
              fr: `"${text}" n'est jamais le nom d'un hôte : il n'a ni schéma ni chemin. Écrivez ${hostIn(text)}.`,
              en: `"${text}" is never the name of a host: that has neither scheme nor path. Write ${hostIn(text)}.`,
            });
          } else if (/[A-Z]/.test(text) && !flags.includes("-i")) {
            report.mistake(
              line.place(index),
              "ERR_CONFIG_VALUE",
              {
                fr: `Les navigateurs écrivent un hôte en minuscules : "${text}" ne sera guère trouvé. Ajoutez -i.`,
                en: `Browsers write a host in small letters: "${text}" will hardly be found. Add -i.`,
              },
              text.toLowerCase(),
            );
          }
        }
      }
    }
  },
};

function hostIn(text: string): string {
  return text.replace(/^\w+:\/\//, "").replace(/\/.*$/, "");
}
