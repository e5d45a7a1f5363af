import type { ProxyContext } from "../../config/haproxy/keyword.ts";

/** A comparison as it was written, in an `acl` or between braces. */
export interface WrittenCriterion {
  /** `path_beg`, `hdr(host)`. */
  readonly fetch: string;
  readonly flags: readonly string[];
  readonly patterns: readonly { readonly text: string; readonly index: number }[];
}

const flagsWithValue = new Set(["-m", "-f", "-M", "-u"]);

/** The comparisons of a line. */
export function criteriaOf({ words }: ProxyContext): readonly WrittenCriterion[] {
  const texts = words.map(({ text }) => text);
  if (texts[0] === "acl") return [criterionOf(texts, 2, texts.length)];
  const found: WrittenCriterion[] = [];
  for (let at = 0; at < texts.length; at++) {
    if (texts[at] !== "{" && texts[at] !== "!{") continue;
    const end = texts.indexOf("}", at);
    if (end > at) found.push(criterionOf(texts, at + 1, end));
  }
  return found;
}

function criterionOf(texts: readonly string[], start: number, end: number): WrittenCriterion {
  const flags: string[] = [];
  let at = start + 1;
  for (; at < end && /^-\w|^--$/.test(texts[at] ?? ""); at++) {
    const flag = texts[at] ?? "";
    if (flag === "--") {
      at++;
      break;
    }
    flags.push(flagsWithValue.has(flag) ? `${flag} ${texts[++at]}` : flag);
  }
  const patterns = texts.slice(at, end).map((text, place) => ({ text, index: at + place }));
  return { fetch: texts[start] ?? "", flags, patterns };
}
