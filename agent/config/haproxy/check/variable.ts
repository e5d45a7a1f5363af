import type { CheckStep } from "../../../health/step.ts";
import { variableActions } from "../../../rule/action/variable.ts";
import { keepReferences, scopeOf, tellTroubles } from "../condition.ts";
import { type ProxyContext, wordAt } from "../keyword.ts";

/** `set-var(NAME) EXPRESSION`, `set-var-fmt(NAME) FORMAT`, `unset-var(NAME)`: as in the rules. */
export const checkVariableNames: readonly string[] = variableActions.map(({ name }) => name);

/** Undefined: the word is none of them; "bad": it was refused. */
export function readVariableStep(context: ProxyContext): CheckStep | "bad" | undefined {
  const [, name = "", argument = ""] = /^([^(]*)(?:\((.*)\))?$/.exec(wordAt(context, 1)) ?? [];
  const row = variableActions.find((candidate) => candidate.name === name);
  if (!row) return undefined;
  const words = context.words.map(({ text }) => text);
  const scope = scopeOf(context, "response");
  const read = row.read({ words, at: 2, argument, place: "http-response", scope });
  tellTroubles(context, read.troubles);
  if (read.kind === "bad") return "bad";
  const { action, references = [] } = read.value;
  keepReferences(context, references, 1);
  return { kind: "action", act: (view) => void action(view) };
}
