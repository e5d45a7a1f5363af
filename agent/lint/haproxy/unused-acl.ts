import { linesOf } from "./lookup.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

/** An ACL that no rule of its section uses. */
export const unusedAcl: HaproxyRule = {
  name: "unused-acl",
  find: perProxy((proxy, file, report) => {
    const told = new Set<string>();
    const used = new Set(
      file.lines
        .filter((line) => line.proxy === proxy && line.words[0]?.text !== "acl")
        .flatMap(({ words }) => words.map(({ text }) => text.replace(/^!+/, ""))),
    );
    for (const line of linesOf(file, proxy, "acl")) {
      const name = line.words[1]?.text ?? "";
      if (name === "" || used.has(name) || told.has(name)) continue;
      told.add(name);
      report.advise(line.place(1), "ERR_CONFIG_REFERENCE", {
        fr: `Aucune règle de ${proxy.name} n'utilise l'ACL "${name}". Ajoutez "if ${name}" à une règle, ou retirez la ligne.`,
        en: `No rule of ${proxy.name} uses the ACL "${name}". Add "if ${name}" to a rule, or remove the line.`,
      });
    }
  }),
};
