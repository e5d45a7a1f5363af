import type { Arguments, Fetch } from "../fetch.ts";
import type { Sample, SampleKind } from "../sample.ts";
import type { RequestView } from "../view.ts";

/** The matches that a text may have in an ACL's keyword. */
export const textSuffixes = ["beg", "dir", "dom", "end", "len", "reg", "sub"] as const;

/** A fetch of one value without arguments. */
export function plain(
  name: string,
  gives: SampleKind,
  layer: Fetch["layer"],
  one: (view: RequestView) => Sample | undefined,
): Fetch {
  return { name, gives, layer, compile: () => ({ one }) };
}

/** A fetch of one value whose arguments are looked at when it is asked. */
export function asked(
  row: Omit<Fetch, "compile">,
  one: (view: RequestView, args: Arguments) => Sample | undefined,
): Fetch {
  return { ...row, compile: (args) => ({ one: (view) => one(view, args) }) };
}
