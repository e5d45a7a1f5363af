import type { Text } from "../../agent/base/text.ts";
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
    const { closeWorkFolder } = await import("../standing/work-folder.ts");
    const { shownPath } = await import("../document/shown-path.ts");
    const { endLab } = await import("../standing/end.ts");
    const lab = await chooseLab(options.name);
    await endLab(lab);
    const kept = (await closeWorkFolder(lab.record.workFolder)) === "kept";
    context.stdout.line({
      fr: `Le labo « ${lab.name} » est arrêté${kept ? "" : " ; rien n'en reste"}.`,
      en: `The lab "${lab.name}" has ended${kept ? "" : "; nothing of it is left"}.`,
    });
    if (kept) context.stdout.line(keptText(shownPath(lab.record.workFolder)));
    return exitCodes.done.code;
  },
});

function keptText(folder: string): Text {
  return {
    fr: `Vos fichiers modifiés restent dans ${folder} ; le prochain « bascule up » les reprend.`,
    en: `The files that you changed stay in ${folder}; the next \`bascule up\` uses them again.`,
  };
}
