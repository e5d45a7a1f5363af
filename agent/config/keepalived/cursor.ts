import { guessBraces, type Superfluous, type Unclosed } from "./brace.ts";
import type { Item, Word } from "./lexer.ts";

/** A place in the items of a file. */
export class Cursor {
  readonly #items: readonly Item[];
  #next = 0;
  /**
   * Braces opened behind an unknown keyword and not closed since: the original ignores such a brace, so that the
   * lines up to its end belong to nothing. They are consequences of a problem that was already reported.
   */
  orphans = 0;
  #guess: Guesses | undefined;

  constructor(items: readonly Item[]) {
    this.#items = items;
  }

  next(): Item | undefined {
    return this.#items[this.#next++];
  }

  /** Takes a `{` when it comes next. */
  takeOpen(): Word | undefined {
    const item = this.#items[this.#next];
    if (item?.kind !== "open") return undefined;
    this.#next += 1;
    return item.at;
  }

  /** Passes everything up to the `}` of a block whose `{` was taken. */
  skipBlock(): void {
    for (let depth = 1; depth > 0; ) {
      const item = this.next();
      if (item === undefined) return;
      if (item.kind === "open") depth += 1;
      if (item.kind === "close") depth -= 1;
    }
  }

  /** The block that most likely lacks its `}` when the file ends inside of `opener`. Each guess is given once. */
  blameUnclosed(opener: Word): Unclosed {
    return this.#guesses().unclosed.shift() ?? { opener };
  }

  /** The `}` that is most likely too many when `close` ends nothing. */
  blameClose(close: Word): Superfluous {
    return this.#guesses().superfluous.shift() ?? { close };
  }

  /** The block that should probably have ended in front of `word`. */
  unclosedBefore(word: Word): Unclosed | undefined {
    return this.#guesses().inFront.get(word);
  }

  #guesses() {
    this.#guess ??= guessesOf(this.#items);
    return this.#guess;
  }
}

interface Guesses {
  readonly unclosed: Unclosed[];
  readonly superfluous: Superfluous[];
  readonly inFront: ReadonlyMap<Word, Unclosed>;
}

function guessesOf(items: readonly Item[]): Guesses {
  const { unclosed, superfluous } = guessBraces(items);
  const inFront = new Map(
    unclosed.flatMap((each) => (each.before === undefined ? [] : [[each.before, each] as const])),
  );
  return { unclosed: [...unclosed], superfluous: [...superfluous], inFront };
}
