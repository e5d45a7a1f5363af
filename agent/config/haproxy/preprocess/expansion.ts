import type { Lookup } from "./predicate.ts";

/** The variables that stand for a place in the file; only they begin with a dot. */
const pseudoVariables = [".FILE", ".LINE", ".SECTION"];

/** What stands at a dollar, and where the text goes on; or what is wrong, and where. */
export type Expansion =
  | { readonly kind: "value"; readonly value: string; readonly split: boolean; readonly next: number }
  | { readonly kind: "bad-variable" | "unmatched-brace" | "bad-expansion"; readonly at: number };

/** Reads `$NAME`, `${NAME}`, `${NAME-default}` or `${NAME[*]}` at the dollar at `start` (manual §2.3). */
export function readExpansion(text: string, start: number, lookup: Lookup): Expansion {
  const braced = text.charAt(start + 1) === "{";
  const nameAt = start + (braced ? 2 : 1);
  const name = /^\.?\w*/.exec(text.slice(nameAt))?.[0] ?? "";
  if (!/^[A-Za-z_]/.test(name) && !pseudoVariables.includes(name))
    return { kind: "bad-variable", at: nameAt };
  let next = nameAt + name.length;
  let split = false;
  let usual = "";
  if (braced) {
    if (text.charAt(next) === "[") {
      if (!text.startsWith("[*]", next)) return { kind: "bad-expansion", at: next };
      split = true;
      next += 3;
    }
    if (text.charAt(next) === "-") {
      const end = text.indexOf("}", next);
      if (end < 0) return { kind: "unmatched-brace", at: start };
      usual = text.slice(next + 1, end);
      next = end;
    }
    if (text.charAt(next) !== "}") return { kind: "unmatched-brace", at: start };
    next++;
  }
  return { kind: "value", value: lookup(name) ?? usual, split, next };
}
