/** As the original's buffer: a longer line is no command. */
const maximumBytes = 16_384;

/** Puts lines together from pieces of any size. */
export class LineReader {
  #text = "";

  /** The lines that are complete now; undefined: one is too long. */
  push(piece: string): readonly string[] | undefined {
    this.#text += piece;
    const lines = this.#text.split("\n");
    this.#text = lines.pop() ?? "";
    const longest = Math.max(this.#text.length, ...lines.map((line) => line.length));
    return longest > maximumBytes ? undefined : lines.map((line) => line.replace(/\r$/, ""));
  }
}
