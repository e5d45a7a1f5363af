import type { Matcher } from "../match.ts";
import { good } from "../trouble.ts";

/** Comparisons that look at no pattern. */
export const presenceMatchers: readonly Matcher[] = [
  { name: "found", takes: "text", needsNoPattern: true, compile: () => good(() => 0) },
  {
    name: "bool",
    takes: "truth",
    needsNoPattern: true,
    compile: () => good((sample) => (sample === true ? 0 : -1)),
  },
];
