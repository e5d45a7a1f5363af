/** `name(argument,…)`. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
}

/** The calls of an expression, and how many characters they took. */
export interface Calls {
  readonly calls: readonly Call[];
  readonly length: number;
}

/**
 * Reads `a(b,c),d`; with `closing`, up to this character outside of parentheses. Inside of them quotes keep commas and
 * parentheses, and a backslash the next character (manual §2.2). Undefined when something is open at the end.
 */
export function splitCalls(text: string, closing?: string): Calls | undefined {
  return new CallReader(text, closing).read();
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

class CallReader {
  readonly #text: string;
  readonly #closing: string | undefined;
  readonly #calls: Call[] = [];
  #at = 0;

  constructor(text: string, closing: string | undefined) {
    this.#text = text;
    this.#closing = closing;
  }

  read(): Calls | undefined {
    for (;;) {
      const call = this.#call();
      if (!call) return undefined;
      this.#calls.push(call);
      const next = this.#text[this.#at];
      if (next === this.#closing) return { calls: this.#calls, length: this.#at };
      if (next !== ",") return undefined;
      this.#at++;
      // Blanks may follow a comma between calls.
      while (this.#text[this.#at] === " ") this.#at++;
    }
  }

  #call(): Call | undefined {
    const start = this.#at;
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at] ?? "";
      if ("(,) \t".includes(character) || character === this.#closing) break;
    }
    const name = this.#text.slice(start, this.#at);
    if (name === "") return undefined;
    if (this.#text[this.#at] !== "(") return { name, args: [] };
    this.#at++;
    const args = this.#arguments();
    return args && { name, args };
  }

  #arguments(): readonly string[] | undefined {
    const args: string[] = [];
    let [word, quote, any] = ["", "", false];
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at] ?? "";
      if (quote === "" && (character === "," || character === ")")) {
        args.push(word);
        word = "";
        if (character === ",") continue;
        this.#at++;
        return any || args.length > 1 ? args : [];
      }
      any = true;
      if (character === quote) quote = "";
      else if (quote === "" && (character === '"' || character === "'")) quote = character;
      else if (character === "\\" && quote !== "'") word += this.#escaped();
      else word += character;
    }
    return undefined;
  }

  /** What a backslash says, with the character behind it; an unknown one stays as it is. */
  #escaped(): string {
    const next = this.#text[this.#at + 1] ?? "";
    const meaning = escapes[next] ?? ("\\ \"'".includes(next) && next !== "" ? next : undefined);
    if (meaning === undefined) return "\\";
    this.#at++;
    return meaning;
  }
}
