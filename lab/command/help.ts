import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { commandHelp, overviewHelp } from "./help-text.ts";
import { unknownCommand } from "./usage-error.ts";

export const help = defineCommand({
  name: "help",
  summary: {
    fr: "montre l'aide de bascule ou d'une commande",
    en: "shows the help of bascule or of a command",
  },
  arguments: [
    { name: "command", summary: { fr: "nom d'une commande", en: "name of a command" }, required: false },
  ],
  options: {},
  examples: [
    {
      command: "bascule help clean",
      summary: { fr: "l'aide de la commande clean", en: "the help of the command clean" },
    },
  ],
  exitCodes: [exitCodes.done],
  run: async ({ arguments: [wanted] }, { language, stdout }) => {
    // The table imports this file, so it can be read only once everything is loaded.
    const { commands } = await import("./index.ts");
    const page = { language, paint: stdout.paint, columns: stdout.columns };
    if (wanted === undefined) {
      stdout.write(overviewHelp(commands, page));
      return 0;
    }
    const command = commands.find(({ name }) => name === wanted);
    if (command === undefined)
      throw unknownCommand(
        wanted,
        commands.map(({ name }) => name),
      );
    stdout.write(commandHelp(command, page));
    return 0;
  },
});
