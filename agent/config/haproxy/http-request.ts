import { didYouMean } from "../../base/nearest.ts";
import { actions, otherActions } from "../../rule/index.ts";
import { keepReferences, readCondition, scopeOf, tellTroubles } from "./condition.ts";
import { type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { warnOrder } from "./rule-order.ts";

/** `http-request ACTION … [if|unless CONDITION]`. */
export const httpRequestKeyword: Keyword<ProxyContext> = { name: "http-request", read: readHttpRequest };

function readHttpRequest(context: ProxyContext): void {
  const name = wordAt(context, 1);
  const action = actions.find((candidate) => candidate.name === name);
  if (!action) {
    refuseAction(context, name);
    return;
  }
  const words = context.words.map(({ text }) => text);
  const read = action.read(words, 2, scopeOf(context));
  tellTroubles(context, read.troubles);
  if (read.kind === "bad") return;
  const after = readCondition(context, read.value.next, `http-request ${name}`);
  if (after.kind === "bad") return;
  const { routing } = context.proxy;
  warn(context, name);
  routing.places["http-request"] ??= context.place(0);
  keepReferences(context, read.value.references ?? [], 1);
  const { condition } = after;
  routing.httpRules.push({ action: read.value.action, ...(condition ? { condition } : {}) });
  if (read.value.final && !condition) routing.ended = true;
}

function warn(context: ProxyContext, name: string): void {
  const { routing } = context.proxy;
  if (routing.ended) {
    context.report.warned(context.place(0), "ERR_CONFIG_SYNTAX", {
      fr: `"http-request ${name}" n'est jamais atteint : une règle sans condition, au-dessus, met fin aux règles.`,
      en: `"http-request ${name}" is never reached: a rule without a condition, above, ends the rules.`,
    });
  }
  if (routing.redirects.length > 0) warnOrder(context, "http-request", "redirect");
  else if (routing.routes.length > 0) warnOrder(context, "http-request", "use_backend");
}

function refuseAction(context: ProxyContext, name: string): void {
  const bare = name.replace(/\(.*$/, "");
  if (otherActions.includes(bare)) {
    context.report.unsupported(context.place(1), `http-request ${name}`);
    return;
  }
  const known = [...actions.map((action) => action.name), ...otherActions];
  const hint = didYouMean(name, known);
  const list = actions.map((action) => action.name).join(", ");
  refuse(context, 1, "ERR_CONFIG_KEYWORD", {
    fr: `"http-request ${name}" n'existe pas.${hint.fr || ` Actions : ${list}.`}`,
    en: `"http-request ${name}" does not exist.${hint.en || ` Actions: ${list}.`}`,
  });
}
