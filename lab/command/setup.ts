import type { Text } from "../../agent/base/text.ts";
import { labError } from "../errors.ts";
import type { Program } from "../setup/program.ts";
import { defineCommand } from "./command.ts";
import type { Context } from "./context.ts";
import { exitCodes } from "./exit-code.ts";

export const setup = defineCommand({
  name: "setup",
  summary: {
    fr: "installe les programmes qui manquent au labo (nftables, keepalived, haproxy…)",
    en: "installs the programs that the lab lacks (nftables, keepalived, haproxy…)",
  },
  arguments: [],
  options: {},
  examples: [
    {
      command: "npm run setup",
      summary: { fr: "dit ce qui manque, et l'installe", en: "says what is missing, and installs it" },
    },
    {
      command: "bascule setup --verbose",
      summary: { fr: "montre aussi les lignes d'apt-get", en: "shows the lines of apt-get as well" },
    },
  ],
  exitCodes: [exitCodes.done, exitCodes.machine],
  run: async (_input, context) => {
    const { missingPrograms, thisMachine } = await import("../setup/machine.ts");
    const { installPrograms, staleText } = await import("../setup/install.ts");
    const { remedyFor } = await import("../setup/remedy.ts");
    const { removeStalePolicy } = await import("../setup/service-policy.ts");
    const machine = thisMachine(context.environment);
    const onStale = (packages: readonly string[]) => context.progress(staleText(packages));
    await removeStalePolicy({ file: machine.policyFile, onStale });
    const wanted = missingPrograms(machine);
    if (wanted.length === 0) return done(nothingMissing, context);
    for (const line of planOf(wanted)) context.stdout.line(line);
    const remedy = remedyFor(wanted, machine);
    if (remedy.kind === "by-hand") throw labError("ERR_MACHINE_MISSING", remedy.text);
    context.stdout.line(promise);
    await installPrograms(wanted, machine, context);
    return done(installed, context);
  },
});

function done(text: Text, { stdout }: Context): number {
  stdout.line(text);
  return exitCodes.done.code;
}

function planOf(wanted: readonly Program[]): readonly Text[] {
  const rows = wanted.map(({ debianPackage, neededFor }) => ({
    fr: `  ${debianPackage.padEnd(12)}${neededFor.fr}`,
    en: `  ${debianPackage.padEnd(12)}${neededFor.en}`,
  }));
  return [{ fr: "Il manque ces paquets Debian :", en: "These Debian packages are missing:" }, ...rows];
}

const promise: Text = {
  fr: "bascule les installe avec apt-get. Aucun service de cette machine n'est démarré ni activé.",
  en: "bascule installs them with apt-get. No service of this machine is started or enabled.",
};
const nothingMissing: Text = {
  fr: "Rien à installer : tous les programmes sont là.",
  en: "Nothing to install: all programs are there.",
};
const installed: Text = { fr: "Tout est installé.", en: "Everything is installed." };
