import type { Text } from "../../../base/text.ts";
import { type Lookup, predicates } from "./predicate.ts";

/** What a condition comes to, or from where on it cannot be read. */
export type Verdict =
  | { readonly kind: "truth"; readonly holds: boolean }
  | { readonly kind: "bad"; readonly text: Text };

/**
 * Evaluates `feature(OPENSSL) && (streq("$A",b) || !defined(C))`, words already expanded and joined by blanks (manual
 * §2.4). Nothing at all is false. Also for `-cc`.
 */
export function evaluateCondition(text: string, lookup: Lookup): Verdict {
  if (text.trim() === "") return { kind: "truth", holds: false };
  const reader = new Reader(text, lookup);
  try {
    const holds = reader.alternatives();
    reader.end();
    return { kind: "truth", holds };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: "bad", text: error.explained };
    throw error;
  }
}

class Unreadable extends Error {
  readonly explained: Text;

  constructor(explained: Text) {
    super(explained.en);
    this.explained = explained;
  }
}

class Reader {
  readonly #text: string;
  readonly #lookup: Lookup;
  #at = 0;

  constructor(text: string, lookup: Lookup) {
    this.#text = text;
    this.#lookup = lookup;
  }

  /** Everything is read, also what no longer decides. */
  alternatives(): boolean {
    let holds = this.#all();
    while (this.#take("||")) holds = this.#all() || holds;
    return holds;
  }

  end(): void {
    this.#blanks();
    if (this.#at < this.#text.length) this.#fail();
  }

  #all(): boolean {
    let holds = this.#term();
    while (this.#take("&&")) holds = this.#term() && holds;
    return holds;
  }

  #term(): boolean {
    if (this.#take("!")) return !this.#term();
    if (this.#take("(")) {
      const holds = this.alternatives();
      if (!this.#take(")")) this.#fail();
      return holds;
    }
    this.#blanks();
    const rest = this.#text.slice(this.#at);
    const integer = /^[+-]?\d+/.exec(rest)?.[0];
    if (integer !== undefined) {
      this.#at += integer.length;
      return Number(integer) !== 0;
    }
    return this.#predicate(/^[a-z_]*/.exec(rest)?.[0] ?? "");
  }

  #predicate(name: string): boolean {
    const predicate = Object.hasOwn(predicates, name) ? predicates[name] : undefined;
    if (!predicate) return this.#fail();
    this.#at += name.length;
    const values = this.#text.charAt(this.#at) === "(" ? this.#values(predicate.most) : [];
    if (values.length < predicate.needs) {
      throw new Unreadable({
        fr: `"${name}" compare deux textes : ${name}("$A",oui).`,
        en: `"${name}" compares two texts: ${name}("$A",yes).`,
      });
    }
    return predicate.holds(values, this.#lookup);
  }

  /** `(a,"b,c")`: quotes and backslashes count once more here. */
  #values(most: number): readonly string[] {
    this.#at++;
    const values = [""];
    let quote = "";
    for (; this.#at < this.#text.length; this.#at++) {
      let character = this.#text.charAt(this.#at);
      if (quote === "" && character === ")") {
        this.#at++;
        return values;
      }
      if (quote === "" && character === "," && values.length < most) {
        values.push("");
        continue;
      }
      if (quote === "" && character === ",") this.#fail();
      if (character === quote || (quote === "" && (character === '"' || character === "'"))) {
        quote = quote === "" ? character : "";
        continue;
      }
      if (character === "\\" && quote !== "'") character = this.#text.charAt(++this.#at);
      values[values.length - 1] += character;
    }
    throw new Unreadable({
      fr: "Il manque une parenthèse fermante à la condition.",
      en: "The condition lacks a closing parenthesis.",
    });
  }

  #take(token: string): boolean {
    this.#blanks();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #blanks(): void {
    while (/[ \t]/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  #fail(): never {
    const rest = this.#text.slice(this.#at).trim();
    const names = Object.keys(predicates).join(", ");
    throw new Unreadable(
      rest === ""
        ? {
            fr: "La condition s'arrête trop tôt : il manque un nombre, une question ou une parenthèse.",
            en: "The condition ends too early: a number, a question or a parenthesis is missing.",
          }
        : {
            fr: `La condition ne se lit pas à partir de "${rest}". Possibles : 0, 1, ${names}, !, &&, ||, parenthèses.`,
            en: `The condition cannot be read from "${rest}" on. Possible: 0, 1, ${names}, !, &&, ||, parentheses.`,
          },
    );
  }
}
