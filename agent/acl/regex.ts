/**
 * Means something to PCRE2 and nothing, or something else, to JavaScript: inline options, atomic groups, possessive
 * repetitions, POSIX classes, anchors and quotes of Perl, recursion.
 */
const onlyPcre =
  /\(\?(?![:=!<])|\(\?<(?![=!A-Za-z_])|\(\*|[*+?}]\+|\[\[[:.=]|\[[^\]]*\[[:.=]|\\[AaeGgHhKNQERpPUXzZ]/;

export type ReadRegex =
  | { readonly kind: "good"; readonly expression: RegExp }
  | { readonly kind: "bad" | "unsupported" };

/** Compiles what a user wrote for PCRE2, where it means the same here. */
export function compileRegex(text: string, ignoreCase = false): ReadRegex {
  if (onlyPcre.test(text)) return { kind: "unsupported" };
  try {
    return { kind: "good", expression: new RegExp(text, ignoreCase ? "i" : "") };
  } catch {
    return { kind: "bad" };
  }
}
