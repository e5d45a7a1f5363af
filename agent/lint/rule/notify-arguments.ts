import type { LineEdit, Problem } from "../../base/problem.ts";
import { findingAt, instancesOf, lineOf } from "../place.ts";
import type { LintInput, Rule } from "../rule.ts";

const kinds = {
  master: "notify_master",
  backup: "notify_backup",
  fault: "notify_fault",
  stop: "notify_stop",
};

/** `notify_master "X master"` passes the words of its line; only `notify` adds type, name, state and priority. */
export const notifyArguments: Rule = {
  name: "notify-arguments",
  find: (input) =>
    instancesOf(input)
      .flatMap(({ instance, block }) =>
        Object.entries(kinds).flatMap(([kind, keyword]): readonly Problem[] => {
          const notify = instance.notify[kind as keyof typeof kinds];
          const at = lineOf(block, keyword)?.words[1];
          if (notify === undefined || at === undefined) return [];
          const [path = "", ...words] = notify.argv;
          const script = input.scriptText?.(path);
          const read = script && readBeyond(script.text, words.length);
          if (script === undefined || read === undefined) return [];
          return [
            findingAt(input, at, "ERR_CONFIG_VALUE", {
              severity: "mistake",
              text: textOf(keyword, words, path, read),
              ...(words.length === 1 ? { fix: [fixOf(script, read)] } : {}),
            }),
          ];
        }),
      )
      .slice(0, 1),
};

interface Beyond {
  readonly number: number;
  /** From 1. */
  readonly line: number;
}

/**
 * The argument on which a script decides (`case $STATE in`), else the last one that it reads, when fewer are passed.
 * Comments do not count.
 */
function readBeyond(text: string, passed: number): Beyond | undefined {
  const lines = text.split("\n").map((line) => line.replace(/(^|\s)#.*$/, ""));
  const reads = lines.flatMap((code, index) =>
    [...code.matchAll(/\$\{?([1-9])\b/g)].map(([, number]) => ({ number: Number(number), line: index + 1 })),
  );
  const decides = /^\s*case\s+"?\$\{?(\w+)/m.exec(lines.join("\n"))?.[1];
  const deciding = reads.find(
    ({ number, line }) => decides === String(number) || lines[line - 1]?.trim().startsWith(`${decides}=`),
  );
  const read = deciding ?? reads.toSorted((a, b) => b.number - a.number)[0];
  return read !== undefined && read.number > passed ? read : undefined;
}

function textOf(keyword: string, words: readonly string[], path: string, { number, line }: Beyond) {
  const passed = words.map((word) => `"${word}"`).join(" ");
  const given = words.length === 0 ? { fr: "aucun mot", en: "no word" } : { fr: passed, en: passed };
  return {
    fr: `${keyword} ne passe que les mots de sa ligne (${given.fr}), mais ${path} lit $${number} (ligne ${line}), qui est vide : rien n'est jamais reconnu. Lisez $1, ou écrivez « notify ${path} » qui passe le type, le nom et l'état (en capitales).`,
    en: `${keyword} passes only the words of its line (${given.en}), but ${path} reads $${number} (line ${line}), which is empty: nothing is ever recognised. Read $1, or write "notify ${path}", which passes type, name and state (in capitals).`,
  };
}

function fixOf(
  script: NonNullable<ReturnType<NonNullable<LintInput["scriptText"]>>>,
  read: Beyond,
): LineEdit {
  const source = script.text.split("\n")[read.line - 1] ?? "";
  const lines = [source.replace(new RegExp(`\\$(\\{?)${read.number}\\b`, "g"), "$$$11")];
  return { file: script.file, line: read.line, removed: 1, lines };
}
