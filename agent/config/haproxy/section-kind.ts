import type { Keyword, LineContext } from "./keyword.ts";

/**
 * A kind of section besides `global` and the proxies: one file, one row.
 * @example { name: "userlist", keywords: [{ name: "user", read: readUser }], open: (context, name) => … }
 */
export interface SectionKind {
  readonly name: string;
  readonly keywords: readonly Keyword[];
  /** Begins a section of this name; false when it is refused. */
  open(context: LineContext, name: string): boolean;
  /** Words behind the name are not looked at. */
  readonly loose?: true;
}
