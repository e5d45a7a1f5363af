import type { Facts } from "../../../check/facts.ts";

/** Colours are told apart by order, and every bar bears its name: colour says nothing alone. */
const classes = ["first", "second", "third"] as const;

/** The class of each balancer's colour. */
export function nodeClasses({ promise }: Facts): ReadonlyMap<string, string> {
  return new Map(
    promise.balancers.map(({ node }, index) => [node, classes[index % classes.length] ?? "other"]),
  );
}
