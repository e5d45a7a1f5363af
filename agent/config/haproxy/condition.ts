import type { Reference } from "../../acl/argument.ts";
import { type Condition, parseCondition, referencesOf } from "../../acl/condition.ts";
import type { Phase, Scope } from "../../acl/scope.ts";
import type { Trouble } from "../../acl/trouble.ts";
import { pathFrom } from "./default-path.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

/** What stands at the end of a rule: nothing, a condition, or something that cannot be used. */
export type ReadCondition =
  | { readonly kind: "good"; readonly condition?: Condition }
  | { readonly kind: "bad" };

/**
 * Reads `if …` or `unless …` from the word at `index` to the end of the line; no word there means "always".
 * `what` is the rule, for the message about any other word.
 */
export function readCondition(
  context: ProxyContext,
  index: number,
  what: string,
  phase: Phase = "request",
): ReadCondition {
  const word = wordAt(context, index);
  if (word === "") {
    if (context.words.length > index) warnEmpty(context, index);
    return { kind: "good" };
  }
  if (word !== "if" && word !== "unless") {
    refuse(context, index, "ERR_CONFIG_SYNTAX", {
      fr: `"${what}" ne sait que faire de "${word}". Une condition commence par "if" ou "unless".`,
      en: `"${what}" cannot handle "${word}". A condition begins with "if" or "unless".`,
    });
    return { kind: "bad" };
  }
  const words = context.words.slice(index).map(({ text }) => text);
  const parsed = parseCondition(words, scopeOf(context, phase), index);
  tellTroubles(context, parsed.troubles);
  if (parsed.kind === "bad") return { kind: "bad" };
  keepReferences(context, referencesOf(parsed.value), index);
  return { kind: "good", condition: parsed.value };
}

/** The original reads no further, and so the rule always applies. */
function warnEmpty(context: ProxyContext, index: number): void {
  context.report.mistake(context.place(index), "ERR_CONFIG_SYNTAX", {
    fr: "HAProxy ne lit rien après un mot vide : la règle vaut toujours. Retirez les guillemets.",
    en: "HAProxy reads nothing behind an empty word: the rule always applies. Remove the quotes.",
  });
}

/** What conditions of this section may use. */
export function scopeOf(context: ProxyContext, phase: Phase = "request"): Scope {
  const { proxy, file } = context;
  const at = context.place(0);
  return {
    proxy: proxy.name,
    phase,
    place: `file '${at.file}' line ${at.line}`,
    acls: proxy.routing.acls,
    captures: proxy.routing.captures,
    patterns: file.patterns,
    accounts: file.accounts,
    readFile: (path) => file.readFile(pathFrom(path, context)),
  };
}

export function tellTroubles(context: ProxyContext, troubles: readonly Trouble[]): void {
  for (const trouble of troubles) {
    const place = context.place(trouble.at);
    if (trouble.severity === "note") context.report.note(place, trouble.text);
    else if (trouble.severity === "unsupported") context.report.unsupported(place, trouble.what);
    else context.report[trouble.severity](place, trouble.code, trouble.text);
  }
}

/** Kept until the whole file is read: only then it is known what exists. */
export function keepReferences(context: ProxyContext, references: readonly Reference[], index: number): void {
  const place = context.place(index);
  for (const reference of references) context.proxy.routing.references.push({ ...reference, ...place });
}
