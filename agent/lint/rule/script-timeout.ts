import { findingAt, placeOf, scriptsOf } from "../place.ts";
import type { Rule } from "../rule.ts";

/** A run that hangs is waited for longer than the next one should wait. */
export const scriptTimeout: Rule = {
  name: "script-timeout",
  find: (input) =>
    scriptsOf(input)
      .filter(({ script }) => script.timeoutMs > script.intervalMs)
      .map(({ script, block }) => {
        const [timeout, interval] = [script.timeoutMs / 1000, script.intervalMs / 1000];
        return findingAt(input, placeOf(block, "timeout"), "ERR_CONFIG_VALUE", {
          text: {
            fr: `Le délai de ${script.name} (${timeout} s) dépasse son intervalle (${interval} s) : tant qu'un passage est bloqué, keepalived saute les suivants, et ne le tient pour mauvais qu'après ${timeout} s. Écrivez au plus l'intervalle.`,
            en: `The timeout of ${script.name} (${timeout} s) is longer than its interval (${interval} s): while one run hangs keepalived skips the next ones, and calls it failed only after ${timeout} s. Write the interval at most.`,
          },
          instead: String(interval),
        });
      }),
};
