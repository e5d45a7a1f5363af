import { findingAt, placeOf, scriptsOf } from "../place.ts";
import type { Rule } from "../rule.ts";

const shellOnly = /^(&&|\|\||\||;|>|>>|<|2>&1|2>|2>>|&)$|;$|^(\d?>>?|<)\S|\$\(|`/;

/** keepalived runs the words of the line itself: there is no shell that would understand `&&` or `>`. */
export const scriptShell: Rule = {
  name: "script-shell",
  find: (input) =>
    scriptsOf(input).flatMap(({ script, block }) => {
      const [command = "", ...words] = script.argv;
      const sign = words.find((word) => shellOnly.test(word));
      if (sign === undefined || /(^|\/)(ba|da|z|k)?sh$/.test(command)) return [];
      const at = placeOf(block, "script");
      const fitting = !at.text.includes("'");
      return [
        findingAt(input, at, "ERR_CONFIG_VALUE", {
          text: {
            fr: `"${sign}" est l'affaire d'un shell, et keepalived n'en lance pas : il donne ce signe à ${command} comme argument. Passez par /bin/sh -c, ou mettez la ligne dans un script.`,
            en: `"${sign}" is for a shell, and keepalived starts none: it hands this sign to ${command} as an argument. Go through /bin/sh -c, or put the line into a script.`,
          },
          ...(fitting ? { instead: `"/bin/sh -c '${at.text}'"` } : {}),
        }),
      ];
    }),
};
