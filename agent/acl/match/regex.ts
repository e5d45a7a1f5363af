import type { Matcher } from "../match.ts";
import { compileRegex } from "../regex.ts";
import { fatal, good, unsupported } from "../trouble.ts";

/** Regular expressions, as the user wrote them; the only place where a condition meets one. */
export const regexMatchers: readonly Matcher[] = [
  {
    name: "reg",
    takes: "text",
    compile: (patterns, { ignoreCase }) => {
      const expressions: RegExp[] = [];
      for (const { text, at } of patterns) {
        const read = compileRegex(text, ignoreCase);
        if (read.kind === "unsupported") {
          return unsupported(at, `acl … ${text} (a regular expression of PCRE)`);
        }
        if (read.kind !== "good") {
          return fatal(at, "ERR_CONFIG_VALUE", {
            fr: `"${text}" n'est pas une expression rationnelle : une parenthèse, un crochet ou une répétition est de trop.`,
            en: `"${text}" is not a regular expression: a parenthesis, a bracket or a repetition is out of place.`,
          });
        }
        expressions.push(read.expression);
      }
      return good((sample) => {
        for (let index = 0; index < expressions.length; index++) {
          if (expressions[index]?.test(sample as string)) return index;
        }
        return -1;
      });
    },
  },
];
