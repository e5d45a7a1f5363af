import type { LineEdit } from "../../base/problem.ts";
import { blockOf, findingAt, scriptsOf } from "../place.ts";
import type { LintInput, Rule } from "../rule.ts";

/** Without `script_user` the original looks for a user keepalived_script, and takes root where there is none. */
export const scriptUser: Rule = {
  name: "script-user",
  find: (input) => {
    const { global, instances, scripts } = input.config;
    const notified = instances.flatMap(({ notify }) => Object.values(notify));
    const all = [...scripts, ...notified];
    const lacksUser = global.scriptUser === undefined && all.some(({ user }) => user === undefined);
    const [first] = scriptsOf(input);
    const place = first?.block ?? blockOf(input.lines, "vrrp_instance");
    if (all.length === 0 || place === undefined || !(lacksUser || !global.scriptSecurity)) return [];
    const lines = [
      ...(lacksUser ? ["    script_user root"] : []),
      ...(global.scriptSecurity ? [] : ["    enable_script_security"]),
    ];
    const quoted = lines.map((line) => `"${line.trim()}"`);
    const who = {
      fr: lacksUser
        ? "Rien ne dit qui lance les scripts : keepalived cherche un utilisateur keepalived_script, et prend root s'il n'existe pas. "
        : "",
      en: lacksUser
        ? "Nothing says who runs the scripts: keepalived looks for a user keepalived_script, and takes root where there is none. "
        : "",
    };
    const secure = {
      fr: global.scriptSecurity
        ? ""
        : "Personne ne vérifie qui peut modifier un script lancé par root : « keepalived -t » finit par 6. ",
      en: global.scriptSecurity
        ? ""
        : 'Nobody checks who may change a script that root runs: "keepalived -t" ends with 6. ',
    };
    return [
      findingAt(input, place.words[0], "ERR_CONFIG_VALUE", {
        severity: global.scriptSecurity ? "advice" : "mistake",
        text: {
          fr: `${who.fr}${secure.fr}Ajoutez ${quoted.join(" et ")} dans global_defs.`,
          en: `${who.en}${secure.en}Add ${quoted.join(" and ")} to global_defs.`,
        },
        fix: [added(lines, input)],
      }),
    ];
  },
};

function added(lines: readonly string[], { file, lines: tree }: LintInput): LineEdit {
  const block = blockOf(tree, "global_defs");
  const [keyword] = block?.words ?? [];
  if (keyword !== undefined && keyword.file === undefined)
    return { file, line: keyword.line + 1, removed: 0, lines };
  return { file, line: 1, removed: 0, lines: ["global_defs {", ...lines, "}", ""] };
}
