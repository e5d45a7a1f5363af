/** Some lines of a printed block, and what stands there instead in the repaired copy. */
export interface Repair {
  /** The first printed line that is replaced, from 1; for an insertion the line in front of which it comes. */
  readonly line: number;
  /** What is printed there; empty for an insertion. */
  readonly printed: readonly string[];
  readonly repaired: readonly string[];
  readonly why: string;
}

export function replace(line: number, printed: string, repaired: string, why: string): Repair {
  return { line, printed: [printed], repaired: [repaired], why };
}

export function remove(line: number, printed: readonly string[], why: string): Repair {
  return { line, printed, repaired: [], why };
}

export function insert(line: number, repaired: readonly string[], why: string): Repair {
  return { line, printed: [], repaired, why };
}

/** @throws Error when the block does not print what a repair says */
export function applyRepairs(text: string, repairs: readonly Repair[]): string {
  const lines = text.split("\n");
  for (const { line, printed, repaired } of repairs.toSorted((a, b) => b.line - a.line)) {
    const found = lines.slice(line - 1, line - 1 + printed.length);
    if (found.join("\n") !== printed.join("\n"))
      throw new Error(`line ${line} is not "${printed.join("\n")}" but "${found.join("\n")}"`);
    lines.splice(line - 1, printed.length, ...repaired);
  }
  return lines.join("\n");
}
