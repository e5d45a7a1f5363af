import { parseExpression } from "../../acl/expression.ts";
import { isMissing } from "../../acl/scope.ts";
import { fatal, good, type Parsed } from "../../acl/trouble.ts";
import { isVariable, readVariable, setVariable } from "../../acl/variable.ts";
import { parseFormat } from "../format.ts";
import type { ActionKind, ActionLine, ReadAction, RulePlace } from "../rule.ts";

const places: readonly RulePlace[] = [
  "http-request",
  "http-response",
  "http-after-response",
  "tcp-request connection",
  "tcp-request session",
  "tcp-request content",
  "tcp-response content",
];

/** `set-var(NAME[,CONDITION]) EXPRESSION`, `set-var-fmt(NAME) FORMAT`, `unset-var(NAME)`. */
export const variableActions: readonly ActionKind[] = [
  { name: "set-var", places, read: readSet },
  { name: "set-var-fmt", places, read: readSetFormat },
  { name: "unset-var", places, read: readUnset },
];

/** Conditions of `set-var`: what must be true of the variable, or of the value [T]. */
const conditions: readonly string[] = [
  "ifexists",
  "ifnotexists",
  "ifempty",
  "ifnotempty",
  "ifset",
  "ifnotset",
];

function readSet(line: ActionLine): Parsed<ReadAction> {
  const { words, at, argument, scope } = line;
  const [name = "", ...wanted] = argument.split(",");
  const bad = refuseName(line, name) ?? refuseCondition(at, wanted);
  if (bad) return bad;
  if (words[at] === undefined) return refuseMissing(line, "set-var(txn.host) req.hdr(host)");
  const parsed = parseExpression(words[at] ?? "", scope, at);
  if (parsed.kind === "bad") return parsed;
  const { one, references } = parsed.value;
  if (isMissing(parsed.value, scope.phase)) return refuseGone(at, words[at] ?? "");
  return good({
    action: (view) => {
      const value = one(view);
      if (value === undefined) return undefined;
      const known = readVariable(view, name);
      if (wanted.every((condition) => allows(condition, known !== undefined, String(value) === ""))) {
        setVariable(view, name, value);
      }
      return undefined;
    },
    next: at + 1,
    references,
  });
}

function allows(condition: string, known: boolean, empty: boolean): boolean {
  if (condition === "ifexists" || condition === "ifset") return known;
  if (condition === "ifnotexists" || condition === "ifnotset") return !known;
  return condition === "ifempty" ? empty : condition === "ifnotempty" ? !empty : true;
}

function readSetFormat(line: ActionLine): Parsed<ReadAction> {
  const { words, at, argument, scope } = line;
  const bad = refuseName(line, argument);
  if (bad) return bad;
  if (words[at] === undefined) return refuseMissing(line, "set-var-fmt(txn.from) %[src]:%[src_port]");
  const format = parseFormat(words[at] ?? "", scope, at);
  if (format.kind === "bad") return format;
  const { fill, references } = format.value;
  return good({
    action: (view) => {
      setVariable(view, argument, fill(view));
      return undefined;
    },
    next: at + 1,
    references,
  });
}

function readUnset(line: ActionLine): Parsed<ReadAction> {
  const bad = refuseName(line, line.argument);
  if (bad) return bad;
  const action: ReadAction["action"] = (view) => {
    setVariable(view, line.argument, undefined);
    return undefined;
  };
  return good({ action, next: line.at });
}

function refuseName({ at }: ActionLine, name: string): ReturnType<typeof fatal> | undefined {
  if (isVariable(name)) return undefined;
  return fatal(at - 1, "ERR_CONFIG_VALUE", {
    fr: `"${name}" n'est pas une variable : proc, sess, txn, req ou res, un point, puis un nom : set-var(txn.host).`,
    en: `"${name}" is no variable: proc, sess, txn, req or res, a dot, then a name: set-var(txn.host).`,
  });
}

function refuseCondition(at: number, wanted: readonly string[]): ReturnType<typeof fatal> | undefined {
  const bad = wanted.find((condition) => !conditions.includes(condition));
  if (bad === undefined) return undefined;
  return fatal(at - 1, "ERR_CONFIG_VALUE", {
    fr: `"${bad}" n'est pas une condition de set-var. Valeurs : ${conditions.join(", ")}.`,
    en: `"${bad}" is no condition of set-var. Values: ${conditions.join(", ")}.`,
  });
}

function refuseMissing({ at, place }: ActionLine, example: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"${place}" attend plus de mots : "${place} ${example}".`,
    en: `"${place}" expects more words: "${place} ${example}".`,
  });
}

export function refuseGone(at: number, name: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_REFERENCE", {
    fr: `"${name}" ne se trouve pas à cet endroit. Gardez la valeur dans une variable : http-request set-var(txn.x).`,
    en: `"${name}" is not to be found in this place. Keep the value in a variable: http-request set-var(txn.x).`,
  });
}
