import type { BindSocket } from "./config.ts";
import { type Keyword, type LineContext, looseNumber, neededWord, refuse, wordAt } from "./keyword.ts";

/** `unix-bind` in `global`: what counts for the paths of `bind` lines behind it. */
export interface UnixBind extends Pick<BindSocket, "mode" | "user" | "group"> {
  readonly prefix?: string;
}

export const unixBindKeyword: Keyword = { name: "unix-bind", read: readUnixBind };

/** `unix-bind [prefix P] [mode M] [user U] [uid U] [group G] [gid G]`. */
function readUnixBind(context: LineContext): void {
  let found: UnixBind = context.file.global.unixBind ?? {};
  for (let at = 1; at < context.words.length; at += 2) {
    const read = readers[wordAt(context, at)];
    if (!read) {
      refuse(context, at, "ERR_CONFIG_KEYWORD", {
        fr: `"unix-bind" ne connaît que ${Object.keys(readers).join(", ")}, pas "${wordAt(context, at)}".`,
        en: `"unix-bind" knows ${Object.keys(readers).join(", ")} only, not "${wordAt(context, at)}".`,
      });
      return;
    }
    if (wordAt(context, at) === "prefix" && neededWord(context, at + 1) === undefined) return;
    found = { ...found, ...read(context, at + 1) };
  }
  context.file.global.unixBind = found;
}

const readers: Readonly<Record<string, (context: LineContext, at: number) => UnixBind>> = {
  prefix: (context, at) => ({ prefix: wordAt(context, at) }),
  // What is no octal number is 0.
  mode: (context, at) => ({ mode: (Number.parseInt(wordAt(context, at), 8) || 0) & 0o7777 }),
  user: (context, at) => identity(context, at, "user"),
  uid: (context, at) => ({ user: String(looseNumber(context, at, "uid")) }),
  group: (context, at) => identity(context, at, "group"),
  gid: (context, at) => ({ group: String(looseNumber(context, at, "gid")) }),
};

function identity(context: LineContext, at: number, kind: "user" | "group"): UnixBind {
  context.file.needs.push({ kind, value: wordAt(context, at), ...context.place(at) });
  return { [kind]: wordAt(context, at) };
}
