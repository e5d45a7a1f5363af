import type { Fetch } from "../fetch.ts";
import { isVariable, readVariable } from "../variable.ts";

/** `var(txn.host)`, with a value for where it is not set; `-m found` asks whether it is. */
export const variableFetches: readonly Fetch[] = [
  {
    name: "var",
    gives: "text",
    layer: "connection",
    parameters: ["text", "text"],
    required: 1,
    refuses: ([name = ""]) => (isVariable(name) ? undefined : name),
    compile: ([name = "", otherwise = ""]) => {
      const missing = otherwise === "" ? undefined : otherwise;
      return { one: (view) => readVariable(view, name) ?? missing };
    },
  },
];
