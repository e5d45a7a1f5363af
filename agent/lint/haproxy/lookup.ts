import type { FileDraft, ProxyDraft } from "../../config/haproxy/draft.ts";
import type { ProxyContext } from "../../config/haproxy/keyword.ts";

/** Every section that requests can be sent to. */
export function backendsOf(file: FileDraft): readonly ProxyDraft[] {
  return file.proxies.filter(({ kind }) => kind !== "frontend");
}

/** The lines of a section that begin with these words, as they were written. */
export function linesOf(
  file: FileDraft,
  proxy: ProxyDraft,
  ...words: readonly string[]
): readonly ProxyContext[] {
  return file.lines.filter(
    (line) => line.proxy === proxy && words.every((word, index) => line.words[index]?.text === word),
  );
}

/** What stands from `if` or `unless` on; undefined: the rule always applies. */
export function conditionOf(line: ProxyContext): string | undefined {
  const at = line.words.findIndex(({ text }, index) => index > 0 && (text === "if" || text === "unless"));
  if (at < 0) return undefined;
  return line.words
    .slice(at)
    .map(({ text }) => text)
    .join(" ");
}

/** They answer in place of a server. */
const answers = ["deny", "redirect", "reject", "return", "silent-drop", "tarpit", "use-service"];

/** The rule that answers every request which comes to it. */
export function answersAll(file: FileDraft, proxy: ProxyDraft): ProxyContext | undefined {
  const rules = linesOf(file, proxy, "http-request").filter(({ words }) =>
    answers.includes(words[1]?.text ?? ""),
  );
  return [...rules, ...linesOf(file, proxy, "redirect")].find((line) => conditionOf(line) === undefined);
}
