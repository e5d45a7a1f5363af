import type { Fetch } from "../fetch.ts";

/** What does not depend on the request. */
export const constantFetches: readonly Fetch[] = [
  { name: "always_true", gives: "truth", layer: "connection", samples: () => [true] },
  { name: "always_false", gives: "truth", layer: "connection", samples: () => [false] },
  {
    name: "str",
    gives: "text",
    layer: "connection",
    parameters: ["text"],
    required: 1,
    samples: (_, [text = ""]) => [text],
  },
  {
    name: "int",
    gives: "number",
    layer: "connection",
    parameters: ["number"],
    required: 1,
    samples: (_, [number = "0"]) => [Number(number)],
  },
];
