import { type Expansion, readExpansion } from "./preprocess/expansion.ts";
import type { Lookup } from "./preprocess/predicate.ts";

/** A word of a line, quotes and escapes resolved; columns count from 1. */
export interface Word {
  readonly text: string;
  readonly column: number;
}

/** What a line says, or why it cannot be read. */
export type Line =
  | { readonly kind: "words"; readonly words: readonly Word[] }
  | { readonly kind: LineTrouble; readonly column: number };

/** Why a line cannot be split. */
export type LineTrouble = "unmatched-quote" | "bad-hex" | Exclude<Expansion["kind"], "value">;

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  " ": " ",
  "#": "#",
  "\\": "\\",
  '"': '"',
  "'": "'",
};

/**
 * Splits a line as haproxy does (configuration manual §2.2): blanks separate, `#` begins a comment even inside
 * a word, `\` escapes, `"…"` keeps blanks and escapes, `'…'` keeps everything. An environment variable is
 * looked up inside double quotes only.
 */
export function splitLine(text: string, lookup: Lookup = () => undefined): Line {
  return new Splitter(text, lookup).run();
}

class Splitter {
  readonly #text: string;
  readonly #lookup: Lookup;
  readonly #words: Word[] = [];
  #at = 0;
  #word = "";
  /** Where the word began; −1 between words. */
  #start = -1;

  constructor(text: string, lookup: Lookup) {
    this.#text = text;
    this.#lookup = lookup;
  }

  run(): Line {
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (character === "#" || character === "\r") break;
      const trouble = this.#take(character);
      if (trouble) return trouble;
    }
    this.#endWord();
    return { kind: "words", words: this.#words };
  }

  #take(character: string): Line | undefined {
    if (character === " " || character === "\t") {
      this.#endWord();
      this.#at++;
      return undefined;
    }
    if (this.#start < 0) this.#start = this.#at;
    if (character === "'") return this.#single();
    if (character === '"') return this.#double();
    return character === "\\" ? this.#escape(false) : this.#plain(character);
  }

  #plain(character: string): undefined {
    this.#word += character;
    this.#at++;
  }

  #endWord(): void {
    if (this.#start < 0) return;
    this.#words.push({ text: this.#word, column: this.#start + 1 });
    this.#word = "";
    this.#start = -1;
  }

  #single(): Line | undefined {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) return { kind: "unmatched-quote", column: this.#at + 1 };
    this.#word += this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return undefined;
  }

  #double(): Line | undefined {
    const open = this.#at++;
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (character === '"') {
        this.#at++;
        return undefined;
      }
      const trouble = this.#quoted(character);
      if (trouble) return trouble;
    }
    return { kind: "unmatched-quote", column: open + 1 };
  }

  #quoted(character: string): Line | undefined {
    if (character === "$") return this.#expand();
    return character === "\\" ? this.#escape(true) : this.#plain(character);
  }

  /** The value of a variable: not read again, and several words only with `[*]`. */
  #expand(): Line | undefined {
    const dollar = this.#at;
    const found = readExpansion(this.#text, dollar, this.#lookup);
    if (found.kind !== "value") return { kind: found.kind, column: found.at + 1 };
    this.#at = found.next;
    for (const part of found.split ? found.value.split(/([ \t]+)/) : [found.value]) {
      if (found.split && /^[ \t]+$/.test(part)) this.#endWord();
      else if (part !== "" || !found.split) this.#append(part, dollar);
    }
    return undefined;
  }

  #append(text: string, from: number): void {
    if (this.#start < 0) this.#start = from;
    this.#word += text;
  }

  /** A dollar is escaped in double quotes only. */
  #escape(quoted: boolean): Line | undefined {
    const next = this.#text.charAt(this.#at + 1);
    if (next === "x") return this.#hex();
    const meaning = next === "$" && quoted ? "$" : escapes[next];
    // An unknown escape keeps its backslash.
    this.#word += meaning ?? "\\";
    this.#at += meaning === undefined ? 1 : 2;
    return undefined;
  }

  #hex(): Line | undefined {
    const digits = this.#text.slice(this.#at + 2, this.#at + 4);
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) return { kind: "bad-hex", column: this.#at + 1 };
    this.#word += String.fromCharCode(Number.parseInt(digits, 16));
    this.#at += 4;
    return undefined;
  }
}
