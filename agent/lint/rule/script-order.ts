import type { LineEdit } from "../../base/problem.ts";
import type { Line } from "../../config/keepalived/tree.ts";
import { blockOf, findingAt, instancesOf, listed } from "../place.ts";
import type { LintInput, Rule } from "../rule.ts";

/** keepalived reads from top to bottom: a script that is defined below its use has no effect. */
export const scriptOrder: Rule = {
  name: "script-order",
  find: (input) =>
    instancesOf(input).flatMap(({ instance, block }) =>
      listed(block, "track_script").flatMap(({ words: [name] }) => {
        const script = blockOf(input.lines, "vrrp_script", name.text);
        const at = script?.words[0];
        const isBelow = at !== undefined && at.file === name.file && at.line > name.line;
        if (script === undefined || !isBelow) return [];
        return [
          findingAt(input, name, "ERR_CONFIG_REFERENCE", {
            severity: "mistake",
            text: {
              fr: `keepalived lit de haut en bas : ici il ne connaît pas encore "${name.text}", défini seulement à la ligne ${at.line}, et l'ignore. Le script n'aura aucun effet sur ${instance.name}. Placez le bloc vrrp_script avant le bloc vrrp_instance.`,
              en: `keepalived reads from top to bottom: here it does not know "${name.text}" yet, which is defined only in line ${at.line}, and ignores it. The script will have no effect on ${instance.name}. Put the vrrp_script block before the vrrp_instance block.`,
            },
            ...moved(script, block, input),
          }),
        ];
      }),
    ),
};

/** The block of the script moves up, with the comment above it. */
function moved(script: Line, instance: Line, { file, source }: LintInput): { fix?: readonly LineEdit[] } {
  const { words, close } = script;
  const target = instance.words[0];
  if (close === undefined || words[0].file !== undefined || target.file !== undefined) return {};
  let first = words[0].line;
  while (/^\s*[#!]/.test(source[first - 2] ?? "")) first -= 1;
  const lines = source.slice(first - 1, close.line);
  return {
    fix: [
      { file, line: target.line, removed: 0, lines: [...lines, ""] },
      { file, line: first, removed: lines.length, lines: [] },
    ],
  };
}
