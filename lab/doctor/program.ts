import { hasProgram, type Machine, missingPrograms, thisMachine } from "../setup/machine.ts";
import { type Program, programs } from "../setup/program.ts";
import { remedyFor } from "../setup/remedy.ts";
import { type Examination, type Finding, same } from "./examination.ts";

/** The programs of the system that `bascule setup` can install. */
export const program: Examination = {
  title: { fr: "Programmes", en: "Programs" },
  examine: async (environment) => {
    const machine = thisMachine(environment);
    return describePrograms(missingPrograms(machine), machine);
  },
};

export function describePrograms(missing: readonly Program[], machine: Machine): Finding {
  const present = programs.filter(({ command }) => hasProgram(command, machine));
  const has = present.map(({ command }) => command).join(", ") || "–";
  if (missing.length === 0) return { state: "ok", found: same(has) };
  const lacks = missing.map(({ command }) => command).join(", ");
  const uses = (language: "fr" | "en") =>
    missing.map(({ command, neededFor }) => `${command} (${neededFor[language]})`).join(", ");
  const remedy = remedyFor(missing, machine);
  return {
    // Which of them a lab cannot do without, the runtimes' own lines say.
    state: "limited",
    found: { fr: `${has} ; sans ${lacks}`, en: `${has}; without ${lacks}` },
    means: { fr: `Il manque : ${uses("fr")}.`, en: `Missing: ${uses("en")}.` },
    remedy: remedy.kind === "install" ? same("npm run setup") : remedy.text,
  };
}
