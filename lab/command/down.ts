import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { standingOptions } from "./standing-option.ts";

export const down = defineCommand({
  name: "down",
  summary: {
    fr: "arrête un labo debout ; rien n'en reste",
    en: "ends a standing lab; nothing of it is left",
  },
  arguments: [],
  options: standingOptions,
  examples: [
    {
      command: "bascule down",
      summary: { fr: "arrête le labo qui est debout", en: "ends the lab that stands" },
    },
    {
      command: "bascule down --name atelier",
      summary: {
        fr: "arrête celui-ci, quand plusieurs sont debout",
        en: "ends that one, when several stand",
      },
    },
  ],
  exitCodes: [exitCodes.done],
  run: async ({ options }, context) => {
    const { chooseLab } = await import("../standing/choose.ts");
    const { endLab } = await import("../standing/end.ts");
    const lab = await chooseLab(options.name);
    await endLab(lab);
    context.stdout.line({
      fr: `Le labo « ${lab.name} » est arrêté ; rien n'en reste.`,
      en: `The lab "${lab.name}" has ended; nothing of it is left.`,
    });
    return exitCodes.done.code;
  },
});
