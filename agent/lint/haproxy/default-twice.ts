import { linesOf } from "./lookup.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

/** Of several `default_backend` only the last one counts. */
export const defaultTwice: HaproxyRule = {
  name: "default-twice",
  find: perProxy((proxy, file, report) => {
    const lines = linesOf(file, proxy, "default_backend");
    for (const line of lines.slice(0, -1)) {
      report.mistake(line.place(0), "ERR_CONFIG_DUPLICATE", {
        fr: `Ce "default_backend" ne compte pas : celui de la ligne ${lines.at(-1)?.place(0).line} le remplace, sans un mot de HAProxy.`,
        en: `This "default_backend" does not count: that of line ${lines.at(-1)?.place(0).line} replaces it, without a word of HAProxy's.`,
      });
    }
  }),
};
