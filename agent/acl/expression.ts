import { didYouMean } from "../base/nearest.ts";
import type { Arguments, Converter, Fetch, Parameter } from "./fetch.ts";
import { converters, fetches } from "./index.ts";
import { knownConverters, knownFetches } from "./known.ts";
import { casts, type Sample, type SampleKind } from "./sample.ts";
import { fatal, good, type Parsed, unsupported } from "./trouble.ts";
import type { RequestView } from "./view.ts";

/** A name that the rest of the file must define: `b`, or `b/s1`. */
export interface Reference {
  readonly kind: "backend" | "server";
  readonly name: string;
}

/** `req.hdr(host),lower`, read. */
export interface Expression {
  readonly gives: SampleKind;
  readonly layer: Fetch["layer"];
  readonly references: readonly Reference[];
  readonly samples: (view: RequestView) => readonly Sample[];
  /** The one value where only one can stand, as in a header that is set. */
  readonly single: (view: RequestView) => Sample | undefined;
}

interface Call {
  readonly name: string;
  readonly args: readonly string[];
}

/** Reads a fetch and its converters. `proxy` is the section, which some arguments default to; `at` its word. */
export function parseExpression(text: string, proxy: string, at: number): Parsed<Expression> {
  const calls = splitCalls(text);
  const [first, ...others] = calls ?? [];
  if (!first) return refuseForm(text, at);
  const fetch = fetches.get(first.name);
  if (!fetch) return refuseName(first.name, at, "fetch");
  const args = argumentsOf(first, fetch, proxy, at);
  if (args.kind === "bad") return args;
  const steps: { readonly converter: Converter; readonly args: Arguments }[] = [];
  for (const call of others) {
    const converter = converters.get(call.name);
    if (!converter) return refuseName(call.name, at, "converter");
    const values = argumentsOf(call, converter, proxy, at);
    if (values.kind === "bad") return values;
    const refused = converter.refuses?.(values.value);
    if (refused !== undefined) return refuseArgument(converter.name, refused, at);
    steps.push({ converter, args: values.value });
  }
  return good(expressionOf(fetch, args.value, steps));
}

function expressionOf(
  fetch: Fetch,
  args: Arguments,
  steps: readonly { readonly converter: Converter; readonly args: Arguments }[],
): Expression {
  const found = (view: RequestView): readonly Sample[] => fetch.samples(view, args);
  const converted = (view: RequestView): readonly Sample[] =>
    found(view).flatMap((sample) => convert(sample, steps) ?? []);
  const samples = steps.length === 0 ? found : converted;
  const references = (fetch.parameters ?? []).flatMap((kind, index) =>
    kind === "backend" || kind === "server" ? [{ kind, name: args[index] ?? "" }] : [],
  );
  return {
    gives: steps.at(-1)?.converter.gives ?? fetch.gives,
    layer: fetch.layer,
    references,
    samples,
    single: (view) => samples(view).at(fetch.single === "last" ? -1 : 0),
  };
}

function convert(
  sample: Sample,
  steps: readonly { readonly converter: Converter; readonly args: Arguments }[],
): Sample | undefined {
  let current: Sample | undefined = sample;
  for (const { converter, args } of steps) {
    const taken: Sample | undefined = current === undefined ? undefined : casts[converter.takes](current);
    current = taken === undefined ? undefined : converter.convert(taken, args);
  }
  return current;
}

/** `a(b,c),d` as its calls; undefined when parentheses do not fit. */
function splitCalls(text: string): readonly Call[] | undefined {
  const calls: Call[] = [];
  for (let rest = text; ; ) {
    const [whole, name = "", list] = /^([^(),\s]+)(?:\(([^()]*)\))?(?=,|$)/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    calls.push({ name, args: list === undefined || list === "" ? [] : list.split(",") });
    if (whole.length === rest.length) return calls;
    rest = rest.slice(whole.length + 1);
  }
}

function argumentsOf(
  { name, args }: Call,
  row: { readonly parameters?: readonly Parameter[]; readonly required?: number },
  proxy: string,
  at: number,
): Parsed<Arguments> {
  const parameters = row.parameters ?? [];
  if (args.length > parameters.length) {
    return fatal(at, "ERR_CONFIG_SYNTAX", {
      fr: `"${name}" prend ${parameters.length} argument(s) au plus, pas ${args.length}.`,
      en: `"${name}" takes ${parameters.length} argument(s) at most, not ${args.length}.`,
    });
  }
  if (args.length < (row.required ?? 0)) {
    // Without its name "hdr" means every header, "cook" every cookie.
    if (fetches.has(name)) return unsupported(at, `${name} (without an argument)`);
    return fatal(at, "ERR_CONFIG_SYNTAX", {
      fr: `"${name}" attend ${row.required} argument(s) entre parenthèses.`,
      en: `"${name}" expects ${row.required} argument(s) in parentheses.`,
    });
  }
  const bad = args.find((text, index) => parameters[index] === "number" && !/^-?\d+$/.test(text));
  if (bad !== undefined) {
    return fatal(at, "ERR_CONFIG_VALUE", {
      fr: `"${bad}", dans "${name}(…)", n'est pas un nombre.`,
      en: `"${bad}", in "${name}(…)", is not a number.`,
    });
  }
  return good(parameters.map((kind, index) => completed(kind, args[index] ?? "", proxy)));
}

/** The section's own backend is meant where none is named. */
function completed(kind: Parameter, text: string, proxy: string): string {
  if (kind === "backend" && text === "") return proxy;
  return kind === "server" && !text.includes("/") ? `${proxy}/${text}` : text;
}

function refuseArgument(name: string, argument: string, at: number): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_RANGE", {
    fr: `"${name}(…)" ne peut pas prendre "${argument}" : compter commence à 1.`,
    en: `"${name}(…)" cannot take "${argument}": counting begins at 1.`,
  });
}

function refuseForm(text: string, at: number): { kind: "bad" } & ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_SYNTAX", {
    fr: `"${text}" ne peut pas être lu. Écrivez par exemple path, hdr(host) ou req.hdr(host),lower.`,
    en: `"${text}" cannot be read. Write for example path, hdr(host) or req.hdr(host),lower.`,
  });
}

/** A word that the original knows is merely not done here. */
export function refuseName(name: string, at: number, what: "fetch" | "converter"): ReturnType<typeof fatal> {
  const known = what === "fetch" ? knownFetches : knownConverters;
  if (known.has(name)) return unsupported(at, what === "fetch" ? name : `…,${name}`);
  const hint = didYouMean(name, known);
  return fatal(at, "ERR_CONFIG_KEYWORD", {
    fr: `Dans une condition, "${name}" n'existe pas.${hint.fr || " Écrivez par exemple path, src ou hdr(host)."}`,
    en: `In a condition, "${name}" does not exist.${hint.en || " Write for example path, src or hdr(host)."}`,
  });
}
