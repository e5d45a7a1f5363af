import { parseExpression } from "../../acl/expression.ts";
import { isMissing, type Phase } from "../../acl/scope.ts";
import { keepReferences, readCondition, scopeOf, tellTroubles } from "./condition.ts";
import type { StickRule } from "./cookie-config.ts";
import { type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";

/** What each form does, and what it can see [T]. */
const forms: Readonly<Record<string, Pick<StickRule, "matches" | "stores"> & { readonly phase: Phase }>> = {
  on: { matches: true, stores: "request", phase: "request" },
  match: { matches: true, phase: "request" },
  "store-request": { matches: false, stores: "request", phase: "request" },
  "store-response": { matches: false, stores: "response", phase: "response" },
};

/** `stick on|match|store-request|store-response KEY [table NAME] [if|unless CONDITION]`: manual §4.2. */
export const stickKeyword: Keyword<ProxyContext> = { name: "stick", side: "back", read: readStick };

function readStick(context: ProxyContext): void {
  const name = wordAt(context, 1);
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  const written = wordAt(context, 2);
  if (!form || written === "") {
    refuse(context, form ? 2 : 1, "ERR_CONFIG_SYNTAX", {
      fr: `"stick" s'écrit : "stick ${form ? name : Object.keys(forms).join("|")} src [table NOM] [if CONDITION]".`,
      en: `"stick" is written: "stick ${form ? name : Object.keys(forms).join("|")} src [table NAME] [if CONDITION]".`,
    });
    return;
  }
  const { phase, ...does } = form;
  const key = parseExpression(written, scopeOf(context, phase), 2);
  tellTroubles(context, key.troubles);
  if (key.kind === "bad") return;
  if (isMissing(key.value, phase)) {
    refuse(context, 2, "ERR_CONFIG_VALUE", {
      fr: `"${written}" n'existe pas encore, ou plus, pour "stick ${name}".`,
      en: `"${written}" is not there yet, or no longer, for "stick ${name}".`,
    });
    return;
  }
  const named = wordAt(context, 3) === "table";
  const table = named ? wordAt(context, 4) : context.proxy.name;
  const condition = readCondition(context, named ? 5 : 3, `stick ${name}`, phase);
  if (condition.kind === "bad") return;
  keepReferences(context, [...key.value.references, { kind: "table", name: table }], named ? 4 : 0);
  const { gives, one } = key.value;
  const rule = { ...does, table, gives, key: one, ...context.place(2) };
  context.proxy.stickRules.push(condition.condition ? { ...rule, condition: condition.condition } : rule);
}
