import { type Expression, parseExpression } from "../../../acl/expression.ts";
import { compileRegex } from "../../../acl/regex.ts";
import { isMissing } from "../../../acl/scope.ts";
import { type Format, parseFormat } from "../../../rule/format.ts";
import { keepReferences, scopeOf, tellTroubles } from "../condition.ts";
import { type ProxyContext, refuse, wordAt } from "../keyword.ts";

/** A format in a line of a check: it may ask for the answer, and for nothing of a request. */
export function readCheckFormat(context: ProxyContext, at: number): Format | undefined {
  const parsed = parseFormat(wordAt(context, at), scopeOf(context, "response"), at);
  tellTroubles(context, parsed.troubles);
  if (parsed.kind === "bad") return undefined;
  keepReferences(context, parsed.value.references, at);
  return parsed.value;
}

/** The same of one expression. */
export function readCheckExpression(context: ProxyContext, at: number): Expression | undefined {
  const word = wordAt(context, at);
  const parsed = parseExpression(word, scopeOf(context, "response"), at);
  tellTroubles(context, parsed.troubles);
  if (parsed.kind === "bad") return undefined;
  if (isMissing(parsed.value, "response")) {
    refuse(context, at, "ERR_CONFIG_REFERENCE", {
      fr: `"${word}" ne se trouve pas dans un contrôle : il n'y a pas de requête, seulement la réponse.`,
      en: `"${word}" is not to be found in a check: there is no request, only the answer.`,
    });
    return undefined;
  }
  keepReferences(context, parsed.value.references, at);
  return parsed.value;
}

/** Whether the word is a regular expression that means the same here; tells when not. */
export function isCheckRegex(context: ProxyContext, at: number): boolean {
  const word = wordAt(context, at);
  const read = compileRegex(word);
  if (read.kind === "good") return true;
  const line = `${wordAt(context, 0)} ${wordAt(context, 1)}`;
  if (read.kind === "unsupported") context.report.unsupported(context.place(at), `${line} ${word}`);
  else {
    refuse(context, at, "ERR_CONFIG_VALUE", {
      fr: `"${word}" n'est pas une expression rationnelle.`,
      en: `"${word}" is not a regular expression.`,
    });
  }
  return false;
}
