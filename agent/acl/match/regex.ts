import type { Matcher } from "../match.ts";
import { fatal, good, unsupported } from "../trouble.ts";

/**
 * Means something to PCRE2 and nothing, or something else, to JavaScript: inline options, atomic groups, possessive
 * repetitions, POSIX classes, anchors and quotes of Perl, recursion.
 */
const onlyPcre =
  /\(\?(?![:=!<])|\(\?<(?![=!A-Za-z_])|\(\*|[*+?}]\+|\[\[[:.=]|\[[^\]]*\[[:.=]|\\[AaeGgHhKNQERpPUXzZ]/;

/** Regular expressions, as the user wrote them; the only place where a request meets one. */
export const regexMatchers: readonly Matcher[] = [
  {
    name: "reg",
    takes: "text",
    compile: (patterns, { ignoreCase }) => {
      const expressions: RegExp[] = [];
      for (const { text, at } of patterns) {
        if (onlyPcre.test(text)) return unsupported(at, `acl … ${text} (a regular expression of PCRE)`);
        const expression = compile(text, ignoreCase);
        if (!expression) {
          return fatal(at, "ERR_CONFIG_VALUE", {
            fr: `"${text}" n'est pas une expression rationnelle : une parenthèse, un crochet ou une répétition est de trop.`,
            en: `"${text}" is not a regular expression: a parenthesis, a bracket or a repetition is out of place.`,
          });
        }
        expressions.push(expression);
      }
      return good((sample) => expressions.some((expression) => expression.test(sample as string)));
    },
  },
];

function compile(text: string, ignoreCase: boolean): RegExp | undefined {
  try {
    return new RegExp(text, ignoreCase ? "i" : "");
  } catch {
    return undefined;
  }
}
