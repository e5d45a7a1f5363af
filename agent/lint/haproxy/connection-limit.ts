import { linesOf } from "./lookup.ts";
import { type HaproxyRule, perFront } from "./rule.ts";

/** A frontend that may have more connections than the whole process. */
export const connectionLimit: HaproxyRule = {
  name: "connection-limit",
  find: perFront((proxy, file, report) => {
    const whole = file.global.maxConnections;
    const [line] = linesOf(file, proxy, "maxconn");
    if (!whole || !line || (proxy.maxConnections ?? 0) <= whole) return;
    report.mistake(line.place(1), "ERR_CONFIG_RANGE", {
      fr: `${proxy.name} n'aura jamais ${proxy.maxConnections} connexions : "maxconn ${whole}" de global compte pour tous. Augmentez celui-là.`,
      en: `${proxy.name} will never have ${proxy.maxConnections} connections: "maxconn ${whole}" in global counts for all. Raise that one.`,
    });
  }),
};
