import type { PatternList } from "../../acl/pattern-list.ts";
import { type Command, type CommandContext, type CommandReply, complain } from "./command.ts";

type Kind = "map" | "acl";

const title = { map: "map", acl: "ACL" } as const;

const setMap: Command = {
  words: ["set", "map"],
  usage: ["set map <map> [<key>|#<ref>] <value>", "modify a map entry"],
  level: "operator",
  run: (args, { view }) =>
    on(args, view, "map", (list, [key = "", ...value]) => {
      if (value.length === 0)
        return complain("'set map' expects three parameters: map identifier, key and value.");
      return list.set(named(list, key), value.join(" ")) ? { text: "" } : complain("entry not found.");
    }),
};

/** Commands for lists of patterns and for maps: both have the same [T]. */
export const patternCommands: readonly Command[] = (["acl", "map"] as const).flatMap(commandsOf);

function commandsOf(kind: Kind): readonly Command[] {
  const name = `<${kind}>`;
  return [
    {
      words: ["show", kind],
      usage: [
        `show ${kind} [${kind}]`,
        `report available ${kind}s or dump ${kind === "map" ? "a map" : "an acl"}'s contents`,
      ],
      level: "user",
      run: (args, { view }) =>
        args.length === 0 ? { text: overview(view, kind) } : on(args, view, kind, dump),
    },
    {
      words: ["get", kind],
      usage: [`get ${kind} <acl> <value>`, `report what matches a sample`],
      level: "user",
      run: (args, { view }) => on(args, view, kind, (list, [value = ""]) => lookUp(list, value)),
    },
    {
      words: ["add", kind],
      usage: [
        `add ${kind} ${name} <key>${kind === "map" ? " <val>" : ""}`,
        `add ${kind === "map" ? "a map" : "an acl"} entry (payload supported instead)`,
      ],
      level: "operator",
      run: (args, { view, payload }) => on(args, view, kind, (list, rest) => add(list, rest, payload)),
    },
    {
      words: ["del", kind],
      usage: [`del ${kind} ${name} [<key>|#<ref>]`, `delete ${kind} entries matching <key>`],
      level: "operator",
      run: (args, { view }) =>
        on(args, view, kind, (list, [key = ""]) =>
          list.remove(named(list, key)) ? { text: "" } : complain("Key not found."),
        ),
    },
    {
      words: ["clear", kind],
      usage: [`clear ${kind} ${name}`, `clear the contents of this ${kind}`],
      level: "operator",
      run: (args, { view }) =>
        on(args, view, kind, (list) => {
          list.clear();
          return { text: "" };
        }),
    },
    ...(kind === "map" ? [setMap] : []),
  ];
}

type View = CommandContext["view"];

function on(
  [name = "", ...rest]: readonly string[],
  { patterns }: View,
  kind: Kind,
  act: (list: PatternList, rest: readonly string[]) => CommandReply,
): CommandReply {
  const list = patterns.named(name, kind === "map");
  return list ? act(list, rest) : complain(`Unknown ${title[kind]} identifier. Please use #<id> or <file>.`);
}

function overview({ patterns }: View, kind: Kind): string {
  const lines = patterns.lists
    .filter(({ isMap }) => isMap === (kind === "map"))
    .map(
      (list) =>
        `${list.id} (${list.file}) ${describe(list)}. curr_ver=0 next_ver=0 entry_cnt=${list.entries.length}\n`,
    );
  return `# id (file) description\n${lines.join("")}`;
}

/** Where it is used: the original names the ACL only where the patterns stand in the line itself. */
function describe({ file, uses }: PatternList): string {
  const all = [...new Set(uses)];
  if (file === "")
    return all.map((use) => use.replace(/^used by /, "").replace("' at file", "' file")).join(", ");
  const places = all.map((use) => use.replace(/ '[^']*' at file/, " at file").replace(/^used /, ""));
  return `pattern loaded from file '${file}' used ${places.join(", ")}`;
}

/** The original's references are addresses in its memory; here they are numbers, written alike. */
function reference(id: number): string {
  return `0x${id.toString(16).padStart(12, "0")}`;
}

/** `#0x1f` means an entry by its reference. */
function named(list: PatternList, key: string): string {
  if (!/^#0x[0-9a-f]+$/i.test(key)) return key;
  const entry = list.entries.find(({ id }) => id === Number.parseInt(key.slice(3), 16));
  return `#${entry?.id ?? -1}`;
}

function dump({ entries, isMap }: PatternList): CommandReply {
  const lines = entries.map(({ id, pattern, value }) => {
    return `${reference(id)} ${pattern}${isMap ? ` ${value}` : ""}\n`;
  });
  return { text: lines.join("") };
}

/** Exact comparison; what a list is compared by is not told here. */
function lookUp({ entries, isMap }: PatternList, sample: string): CommandReply {
  const entry = entries.find(({ pattern }) => pattern === sample);
  const word = isMap ? "found" : "match";
  const begin = `type=str, case=sensitive, ${word}=${entry ? "yes" : "no"}`;
  if (!entry) return complain(begin);
  return isMap
    ? complain(`${begin}, idx=tree, key="${entry.pattern}", value="${entry.value}", type="str"`)
    : complain(`${begin}, idx=tree, pattern="${entry.pattern}"`);
}

function add(list: PatternList, rest: readonly string[], payload: string | undefined): CommandReply {
  if (payload !== undefined) {
    for (const line of payload.split("\n").filter((text) => text.trim() !== "")) {
      const [, key = line, value = ""] = /^(\S+)[ \t]*(.*)$/.exec(line.trim()) ?? [];
      list.add(list.isMap ? key : line.trim(), list.isMap ? value : "");
    }
    return { text: "" };
  }
  const [key, ...value] = rest;
  if (key === undefined || (list.isMap && value.length === 0)) {
    return complain(
      list.isMap
        ? "'add map' expects three parameters (map identifier, key and value) or one parameter (map identifier) and a payload"
        : "'add acl' expects two parameters: ACL identifier and pattern.",
    );
  }
  list.add(key, value.join(" "));
  return { text: "" };
}
