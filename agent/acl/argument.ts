import type { Call } from "./call.ts";
import type { Arguments, Parameter, ReferenceKind } from "./fetch.ts";
import type { Scope } from "./scope.ts";
import { fatal, good, type Parsed } from "./trouble.ts";

/** A name that the rest of the file must define: `b`, or `b/s1`. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
}

/** What takes arguments: a fetch or a converter. */
interface Row {
  readonly name: string;
  readonly parameters?: readonly Parameter[];
  readonly required?: number;
  refuses?(args: Arguments, scope: Scope): string | undefined;
}

/** The arguments of a call as its row wants them. */
export function argumentsOf(call: Call, row: Row, scope: Scope, at: number): Parsed<Arguments> {
  const { name, args } = call;
  const parameters = row.parameters ?? [];
  if (args.length > parameters.length) {
    return fatal(at, "ERR_CONFIG_SYNTAX", {
      fr: `"${name}" prend ${parameters.length} argument(s) au plus, pas ${args.length}.`,
      en: `"${name}" takes ${parameters.length} argument(s) at most, not ${args.length}.`,
    });
  }
  if (args.length < (row.required ?? 0)) {
    return fatal(at, "ERR_CONFIG_SYNTAX", {
      fr: `"${name}" attend ${row.required} argument(s) entre parenthèses.`,
      en: `"${name}" expects ${row.required} argument(s) in parentheses.`,
    });
  }
  const bad = args.find((text, index) => parameters[index] === "number" && !/^(-?\d+)?$/.test(text));
  if (bad !== undefined) {
    return fatal(at, "ERR_CONFIG_VALUE", {
      fr: `"${bad}", dans "${name}(…)", n'est pas un nombre.`,
      en: `"${bad}", in "${name}(…)", is not a number.`,
    });
  }
  const completed = parameters.map((kind, index) => complete(kind, args[index] ?? "", scope.proxy));
  const refused = row.refuses?.(completed, scope);
  return refused === undefined ? good(completed) : refuseArgument(name, refused, at);
}

/** The section's own backend, or table, is meant where none is named. */
function complete(kind: Parameter, text: string, proxy: string): string {
  if (kind === "server") return text.includes("/") ? text : `${proxy}/${text}`;
  const own = kind === "backend" || kind === "frontend" || kind === "table";
  return own && text === "" ? proxy : text;
}

/** The names among the arguments. */
export function referencesIn(row: Row, args: Arguments): readonly Reference[] {
  return (row.parameters ?? []).flatMap((kind, index) => {
    const name = args[index] ?? "";
    if (kind === "text" || kind === "number") return [];
    if (kind !== "other table") return [{ kind, name }];
    return name === "" ? [] : [{ kind: "table", name }];
  });
}

function refuseArgument(name: string, argument: string, at: number): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_RANGE", {
    fr: `"${name}(…)" ne peut pas prendre "${argument}". Voyez le manuel de HAProxy, §7.3.`,
    en: `"${name}(…)" cannot take "${argument}". See HAProxy's manual, §7.3.`,
  });
}
