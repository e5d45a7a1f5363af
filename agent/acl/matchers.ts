import { binaryMatchers } from "./match/binary.ts";
import { networkMatchers } from "./match/network.ts";
import { numberMatchers } from "./match/number.ts";
import { presenceMatchers } from "./match/presence.ts";
import { regexMatchers } from "./match/regex.ts";
import { textMatchers } from "./match/text.ts";
import type { Matcher } from "./match.ts";

/** `-m NAME` [T]. */
export const matchers: ReadonlyMap<string, Matcher> = new Map(
  [
    ...presenceMatchers,
    ...numberMatchers,
    ...networkMatchers,
    ...textMatchers,
    ...regexMatchers,
    ...binaryMatchers,
  ].map((row) => [row.name, row]),
);
