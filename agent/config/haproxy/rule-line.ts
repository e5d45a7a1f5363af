import type { Phase } from "../../acl/scope.ts";
import { didYouMean } from "../../base/nearest.ts";
import { actions, actionsStillToCome } from "../../rule/index.ts";
import type { RulePlace } from "../../rule/rule.ts";
import { keepReferences, readCondition, scopeOf, tellTroubles } from "./condition.ts";
import { type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { warnOrder } from "./rule-order.ts";
import { parseTime } from "./time.ts";

/** What can be seen where a rule stands [T]. */
const phases: Readonly<Record<RulePlace, Phase>> = {
  "http-request": "request",
  "http-response": "response",
  "http-after-response": "response",
  "tcp-request connection": "connection",
  "tcp-request session": "connection",
  "tcp-request content": "request",
  "tcp-response content": "response",
};

/** The lists of rules: `http-request ACTION … [if|unless CONDITION]` and so on [T]. */
export const ruleKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "http-request", read: (context) => readRule(context, "http-request", 1) },
  { name: "http-response", read: (context) => readRule(context, "http-response", 1) },
  { name: "http-after-response", read: (context) => readRule(context, "http-after-response", 1) },
  { name: "tcp-request", read: (context) => readTcpRule(context, "tcp-request") },
  { name: "tcp-response", read: (context) => readTcpRule(context, "tcp-response") },
];

/** `tcp-request connection|session|content ACTION …`, `tcp-request inspect-delay TIME`; the same of `tcp-response`. */
function readTcpRule(context: ProxyContext, keyword: "tcp-request" | "tcp-response"): void {
  const kind = wordAt(context, 1);
  const place = `${keyword} ${kind}`;
  if (keyword === "tcp-response" && context.proxy.kind === "frontend") refuseInFrontend(context, place);
  else if (kind === "inspect-delay") readDelay(context, keyword);
  else if (isPlace(place)) readRule(context, place, 2);
  else {
    const kinds = Object.keys(phases).filter((each) => each.startsWith(keyword));
    refuse(context, 1, "ERR_CONFIG_KEYWORD", {
      fr: `"${place}" n'existe pas. Écrivez : ${kinds.join(", ")} ou "${keyword} inspect-delay 5s".`,
      en: `"${place}" does not exist. Write: ${kinds.join(", ")} or "${keyword} inspect-delay 5s".`,
    });
  }
}

function refuseInFrontend(context: ProxyContext, place: string): void {
  refuse(context, 0, "ERR_CONFIG_KEYWORD", {
    fr: `"${place}" regarde ce qu'un serveur répond : mettez la ligne dans un backend ou un listen.`,
    en: `"${place}" looks at what a server answers: put the line into a backend or a listen.`,
  });
}

function isPlace(place: string): place is RulePlace {
  return Object.hasOwn(phases, place);
}

function readDelay(context: ProxyContext, keyword: "tcp-request" | "tcp-response"): void {
  const time = parseTime(wordAt(context, 2));
  if (context.proxy.kind === "defaults" && context.proxy.name === "") {
    refuse(context, 1, "ERR_CONFIG_KEYWORD", {
      fr: `"${keyword} inspect-delay" ne va que dans une section defaults qui a un nom, un frontend, un listen ou un backend.`,
      en: `"${keyword} inspect-delay" goes only into a defaults section with a name, a frontend, a listen or a backend.`,
    });
  } else if (time.kind === "time") context.proxy.routing.delays[keyword] = time.ms;
  else {
    refuse(context, 2, "ERR_CONFIG_VALUE", {
      fr: `"inspect-delay" attend un temps : "${keyword} inspect-delay 5s".`,
      en: `"inspect-delay" expects a time: "${keyword} inspect-delay 5s".`,
    });
  }
}

/** The rule whose action is the word at `at`. */
function readRule(context: ProxyContext, place: RulePlace, at: number): void {
  const written = wordAt(context, at);
  const [, name = "", argument = ""] = /^([^(]*)(?:\((.*)\))?$/.exec(written) ?? [];
  const action = actions.find((row) => row.name === name && row.places.includes(place));
  if (!action) {
    refuseAction(context, { place, at, name });
    return;
  }
  const words = context.words.map(({ text }) => text);
  const scope = scopeOf(context, phases[place]);
  const read = action.read({ words, at: at + 1, argument, place, scope });
  tellTroubles(context, read.troubles);
  if (read.kind === "bad") return;
  const after = readCondition(context, read.value.next, `${place} ${name}`, phases[place]);
  if (after.kind === "bad") return;
  const { routing } = context.proxy;
  warn(context, place, name);
  routing.places[place] ??= context.place(0);
  keepReferences(context, read.value.references ?? [], 1);
  const { condition } = after;
  const { action: act, waits } = read.value;
  routing.rules[place].push({
    action: act,
    ...(condition ? { condition } : {}),
    ...(waits ? { waits } : {}),
  });
  if (read.value.final && !condition) routing.ended.add(place);
}

function warn(context: ProxyContext, place: RulePlace, name: string): void {
  const { routing } = context.proxy;
  if (routing.ended.has(place)) {
    context.report.warned(context.place(0), "ERR_CONFIG_SYNTAX", {
      fr: `"${place} ${name}" n'est jamais atteint : une règle sans condition, au-dessus, met fin aux règles.`,
      en: `"${place} ${name}" is never reached: a rule without a condition, above, ends the rules.`,
    });
  }
  const later = laterThan(context, place);
  if (later !== undefined) warnOrder(context, place, later);
}

/** The kinds in the order in which they are applied; one that is written first though it comes later is told. */
const order: readonly RulePlace[] = [
  "tcp-request connection",
  "tcp-request session",
  "tcp-request content",
  "http-request",
];

function laterThan({ proxy }: ProxyContext, place: RulePlace): string | undefined {
  const { rules, redirects, routes } = proxy.routing;
  const own = order.indexOf(place);
  if (own < 0) return undefined;
  const later = order.slice(own + 1).find((each) => rules[each].length > 0);
  if (later !== undefined) return later;
  if (redirects.length > 0) return "redirect";
  return routes.length > 0 ? "use_backend" : undefined;
}

function refuseAction(
  context: ProxyContext,
  { place, at, name }: { readonly place: RulePlace; readonly at: number; readonly name: string },
): void {
  if (actionsStillToCome.includes(name)) {
    context.report.unsupported(context.place(at), `${place} ${name}`);
    return;
  }
  const here = actions.filter(({ places }) => places.includes(place)).map((action) => action.name);
  const hint = didYouMean(name, [...here, ...actionsStillToCome]);
  refuse(context, at, "ERR_CONFIG_KEYWORD", {
    fr: `"${place} ${name}" n'existe pas.${hint.fr || ` Actions : ${here.join(", ")}.`}`,
    en: `"${place} ${name}" does not exist.${hint.en || ` Actions: ${here.join(", ")}.`}`,
  });
}
