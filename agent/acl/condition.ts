import { didYouMean } from "../base/nearest.ts";
import type { Text } from "../base/text.ts";
import type { Reference } from "./argument.ts";
import { type Criterion, parseCriterion, untilEmpty } from "./criterion.ts";
import { predefinedAcl, predefinedNames } from "./predefined.ts";
import { type Acl, isMissing, type Scope } from "./scope.ts";
import { fatal, good, type Parsed, type Trouble } from "./trouble.ts";
import type { RequestView } from "./view.ts";

/** `if a b || !c`: alternatives, each of terms that must all hold. */
export interface Condition {
  readonly unless: boolean;
  readonly alternatives: readonly (readonly Term[])[];
}

interface Term {
  readonly negated: boolean;
  readonly acl: Acl;
}

/** Whether the rule behind a condition applies. Without a condition it always does. */
export function evaluate(condition: Condition | undefined, view: RequestView): boolean {
  if (condition === undefined) return true;
  for (const terms of condition.alternatives) if (allHold(terms, view)) return !condition.unless;
  return condition.unless;
}

function allHold(terms: readonly Term[], view: RequestView): boolean {
  for (const { acl, negated } of terms) if (anyHolds(acl.criteria, view) === negated) return false;
  return true;
}

function anyHolds(criteria: readonly Criterion[], view: RequestView): boolean {
  for (const criterion of criteria) if (criterion.holds(view)) return true;
  return false;
}

/** Every name that the condition's fetches rely on. */
export function referencesOf(condition: Condition): readonly Reference[] {
  return criteriaOf(condition).flatMap((criterion) => criterion.references);
}

/** True when it asks for an HTTP request. */
export function needsRequest(condition: Condition): boolean {
  return criteriaOf(condition).some(({ layer, ofBytes }) => layer === "request" && !ofBytes);
}

/** True when bytes have to be there for it: by then they may not have come. */
export function looksIntoBytes(condition: Condition): boolean {
  return criteriaOf(condition).some(({ ofBytes }) => ofBytes);
}

function criteriaOf(condition: Condition): readonly Criterion[] {
  return condition.alternatives.flat().flatMap((term) => term.acl.criteria);
}

/**
 * Reads what stands behind `if` or `unless`, that word included. Places in troubles count from `first`, the place
 * of the first of these words.
 * @example parseCondition(["if", "!is_api", "||", "{", "src", "10.0.0.0/8", "}"], scope, 2)
 */
export function parseCondition(words: readonly string[], scope: Scope, first: number): Parsed<Condition> {
  const reader = new ConditionReader(untilEmpty(words), scope, first);
  const bad = reader.read();
  if (bad) return bad;
  return good({ unless: words[0] === "unless", alternatives: reader.alternatives }, reader.troubles);
}

class ConditionReader {
  readonly alternatives: Term[][] = [[]];
  readonly troubles: Trouble[] = [];
  readonly #words: readonly string[];
  readonly #scope: Scope;
  readonly #first: number;
  #at = 1;

  constructor(words: readonly string[], scope: Scope, first: number) {
    this.#words = words;
    this.#scope = scope;
    this.#first = first;
  }

  read(): ReturnType<typeof fatal> | undefined {
    let negated = false;
    for (; this.#at < this.#words.length; this.#at++) {
      const written = this.#words[this.#at] ?? "";
      if (written === "||" || written === "or") {
        this.alternatives.push([]);
        negated = false;
        continue;
      }
      const name = written.replace(/^!+/, "");
      if ((written.length - name.length) % 2 === 1) negated = !negated;
      // The sign may stand alone, before a blank.
      if (name === "") continue;
      const acl = name === "{" ? this.#anonymous() : this.#named(name);
      if (acl.kind === "bad") return acl;
      this.troubles.push(...acl.troubles, ...this.#missing(acl.value, written));
      this.alternatives.at(-1)?.push({ negated, acl: acl.value });
      negated = false;
    }
    return undefined;
  }

  /** Of what it asks for, nothing is to be found where the rule stands. */
  #missing({ criteria }: Acl, written: string): readonly Trouble[] {
    const { phase } = this.#scope;
    if (criteria.length === 0 || !criteria.every((criterion) => isMissing(criterion, phase))) return [];
    const text = {
      fr: `"${written}" ne peut pas être vrai ici : la requête et la réponse ont chacune leurs règles. Gardez la valeur dans une variable : http-request set-var(txn.x).`,
      en: `"${written}" cannot hold here: request and response each have their rules. Keep the value in a variable: http-request set-var(txn.x).`,
    };
    return [{ severity: "warned", at: this.#first + this.#at, code: "ERR_CONFIG_VALUE", text }];
  }

  #named(name: string): Parsed<Acl> {
    const at = this.#first + this.#at;
    const acl = this.#scope.acls.get(name);
    const found = acl ? good(acl) : predefinedAcl(name, this.#scope, at);
    if (found) return found;
    if (name.startsWith("{") || name.endsWith("}")) return refuseBrace(at, name);
    const slip = slips.find(({ pattern }) => pattern.test(name));
    if (slip) return fatal(at, "ERR_CONFIG_SYNTAX", slip.text);
    const hint = didYouMean(name, [...this.#scope.acls.keys(), ...predefinedNames]);
    return fatal(at, "ERR_CONFIG_REFERENCE", {
      fr: `Aucune "acl ${name}" n'est définie plus haut dans cette section.${hint.fr}`,
      en: `No "acl ${name}" is defined above in this section.${hint.en}`,
    });
  }

  /** `{ path_beg /api }`: an ACL without a name. */
  #anonymous(): Parsed<Acl> {
    const end = this.#words.indexOf("}", this.#at);
    if (end < 0) return refuseBrace(this.#first + this.#at, "{");
    const start = this.#at + 1;
    this.#at = end;
    const criterion = parseCriterion(this.#words.slice(start, end), this.#scope, this.#first + start);
    if (criterion.kind === "bad") return criterion;
    return good({ name: "", criteria: [criterion.value] }, criterion.troubles);
  }
}

/** What other languages write [T]. */
const slips: readonly { readonly pattern: RegExp; readonly text: Text }[] = [
  {
    pattern: /^(and|&&|&|AND)$/,
    text: {
      fr: '"et" ne s\'écrit pas : des noms qui se suivent doivent tous être vrais : if a b',
      en: '"and" is not written: names that follow each other must all hold: if a b',
    },
  },
  {
    pattern: /^(not|NOT)$/,
    text: {
      fr: "Le contraire s'écrit avec un point d'exclamation : if !a",
      en: "The contrary is written with an exclamation mark: if !a",
    },
  },
  {
    pattern: /^\(|\)$/,
    text: {
      fr: "Il n'y a pas de parenthèses dans une condition : || sépare des alternatives, dont chaque nom doit être vrai : if a b || a c",
      en: "There are no parentheses in a condition: || separates alternatives, of which each name must hold: if a b || a c",
    },
  },
];

function refuseBrace(at: number, word: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_SYNTAX", {
    fr: `"${word}" : les accolades vont par deux, avec une espace de chaque côté : { path_beg /api }`,
    en: `"${word}": braces come in pairs, with a blank on each side: { path_beg /api }`,
  });
}
