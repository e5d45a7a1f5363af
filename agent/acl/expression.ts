import { didYouMean } from "../base/nearest.ts";
import { argumentsOf, type Reference, referencesIn } from "./argument.ts";
import { type Call, splitCalls } from "./call.ts";
import type { Conversion, Converter, Fetch, Finder, Test } from "./fetch.ts";
import { converters, fetches } from "./index.ts";
import { knownConverters, knownFetches } from "./known.ts";
import { casts, type Sample, type SampleKind } from "./sample.ts";
import type { Scope } from "./scope.ts";
import { fatal, good, type Parsed, unsupported } from "./trouble.ts";
import type { RequestView } from "./view.ts";

/** `req.hdr(host),lower`, read. */
export interface Expression {
  readonly gives: SampleKind;
  readonly layer: Fetch["layer"];
  /** Of a request: still known when its response is there. */
  readonly lasts: boolean;
  readonly ofBytes: boolean;
  readonly references: readonly Reference[];
  /** The one value where only one can stand, as in a header that is set. */
  readonly one: Finder["one"];
  /** Whether one of the values passes. */
  readonly some: (view: RequestView, test: Test) => boolean;
}

/** Reads a fetch and its converters; `at` is the place of its word. */
export function parseExpression(text: string, scope: Scope, at: number): Parsed<Expression> {
  const read = splitCalls(text);
  return read ? readCalls(read.calls, scope, at) : refuseForm(text, at);
}

/** The same of calls that have been split. */
export function readCalls(calls: readonly Call[], scope: Scope, at: number): Parsed<Expression> {
  const [first = { name: "", args: [] }, ...others] = calls;
  const fetch = fetches.get(first.name);
  if (!fetch) return refuseName(first.name, at, "fetch");
  const args = argumentsOf(first, fetch, scope, at);
  if (args.kind === "bad") return args;
  const references = [...referencesIn(fetch, args.value)];
  const steps = readConverters(others, { gives: fetch.gives, references }, scope, at);
  if (steps.kind === "bad") return steps;
  const finder = fetch.compile(args.value, scope);
  const { gives, conversion } = steps.value;
  const { layer, lasts = false, ofBytes = false } = fetch;
  return good({ gives, layer, lasts, ofBytes, references, ...converted(finder, conversion) });
}

interface Steps {
  readonly gives: SampleKind;
  /** Undefined: there are none. */
  readonly conversion: Conversion | undefined;
}

function readConverters(
  calls: readonly Call[],
  start: { readonly gives: SampleKind; readonly references: Reference[] },
  scope: Scope,
  at: number,
): Parsed<Steps> {
  let { gives } = start;
  let conversion: Conversion | undefined;
  for (const call of calls) {
    const converter = converters.get(call.name);
    if (!converter) return refuseName(call.name, at, "converter");
    const args = argumentsOf(call, converter, scope, at);
    if (args.kind === "bad") return args;
    const lack = converter.lacks?.(args.value);
    if (lack !== undefined) return unsupported(at, `${call.name}: ${lack}`);
    start.references.push(...referencesIn(converter, args.value));
    conversion = chained(conversion, step(converter, converter.compile(args.value, scope), gives));
    gives = converter.gives === "same" ? gives : converter.gives;
  }
  return good({ gives, conversion });
}

/** A converter with the cast that its sample needs. */
function step({ takes }: Converter, convert: Conversion, gives: SampleKind): Conversion {
  if (takes === "any" || takes === gives) return convert;
  const cast = casts[takes];
  return (sample, view) => {
    const taken = cast(sample);
    return taken === undefined ? undefined : convert(taken, view);
  };
}

function chained(first: Conversion | undefined, second: Conversion): Conversion {
  if (!first) return second;
  return (sample, view) => {
    const between = first(sample, view);
    return between === undefined ? undefined : second(between, view);
  };
}

function converted({ one, some }: Finder, convert: Conversion | undefined): Pick<Expression, "one" | "some"> {
  const found = convert ? (view: RequestView): Sample | undefined => andThen(one(view), convert, view) : one;
  if (!some) {
    return {
      one: found,
      some: (view, test) => {
        const sample = found(view);
        return sample !== undefined && test(sample);
      },
    };
  }
  if (!convert) return { one, some };
  return {
    one: found,
    some: (view, test) =>
      some(view, (sample) => {
        const made = convert(sample, view);
        return made !== undefined && test(made);
      }),
  };
}

function andThen(sample: Sample | undefined, convert: Conversion, view: RequestView): Sample | undefined {
  return sample === undefined ? undefined : convert(sample, view);
}

export function refuseForm(text: string, at: number): ReturnType<typeof fatal> {
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
