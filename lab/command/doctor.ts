import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";

export const doctor = defineCommand({
  name: "doctor",
  summary: {
    fr: "dit ce que cette machine peut faire, ce qu'elle ne peut pas, et la commande qui y change quelque chose",
    en: "says what this machine can do, what it cannot, and the command that changes it",
  },
  arguments: [],
  options: {
    json: {
      kind: "flag",
      summary: { fr: "le même en JSON sur la sortie standard", en: "the same as JSON on standard output" },
    },
  },
  examples: [
    {
      command: "bascule doctor",
      summary: {
        fr: "examine tout sans rien changer ; chaque flèche montre une commande",
        en: "examines everything and changes nothing; each arrow shows a command",
      },
    },
    {
      command: "bascule doctor --json",
      summary: { fr: "pour un script ou un rapport de panne", en: "for a script or a bug report" },
    },
  ],
  exitCodes: [
    {
      code: exitCodes.done.code,
      text: { fr: "un labo peut tourner ici", en: "a lab can run here" },
    },
    {
      code: exitCodes.machine.code,
      text: { fr: "aucun labo ne peut tourner ici", en: "no lab can run here" },
    },
  ],
  run: async ({ options }, { stdout, language, environment }) => {
    const { diagnose } = await import("../doctor/diagnosis.ts");
    const { examinations } = await import("../doctor/index.ts");
    const { diagnosisJson, diagnosisLines } = await import("../doctor/print.ts");
    const { runtimes } = await import("../runtime/index.ts");
    const diagnosis = await diagnose({ examinations, runtimes, environment });
    if (options.json) stdout.line(diagnosisJson(diagnosis, language));
    else for (const line of diagnosisLines(diagnosis, { language, paint: stdout.paint })) stdout.line(line);
    return diagnosis.runtimes.length > 0 ? exitCodes.done.code : exitCodes.machine.code;
  },
});
