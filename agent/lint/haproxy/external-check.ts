import { type HaproxyRule, perBack } from "./rule.ts";

/** A program for checks: named, and permitted; or named in vain. */
export const externalCheck: HaproxyRule = {
  name: "external-check",
  find: perBack(({ check, name, ...place }, { global }, report) => {
    const { kind, command, path, commandPlace, externalPlace } = check;
    if (kind !== "external") {
      if (!commandPlace || (command === undefined && path === undefined)) return;
      report.warned(commandPlace, "ERR_CONFIG_REFERENCE", {
        fr: 'Sans "option external-check", les lignes "external-check" sont ignorées. Ajoutez l\'option.',
        en: 'Without "option external-check" the lines "external-check" are ignored. Add the option.',
      });
      return;
    }
    const at = externalPlace ?? place;
    if (!global.externalCheck) {
      report.fatal(at, "ERR_CONFIG_REFERENCE", {
        fr: '"option external-check" demande "external-check" dans la section global. Ajoutez-le.',
        en: '"option external-check" needs "external-check" in the global section. Add it.',
      });
    }
    if (command === undefined) {
      report.fatal(at, "ERR_CONFIG_REFERENCE", {
        fr: `${name} ne nomme aucun programme. Ajoutez "external-check command /chemin/du/programme".`,
        en: `${name} names no program. Add "external-check command /path/of/the/program".`,
      });
    }
    if (!global.forkWanted) {
      report.warned(at, "ERR_CONFIG_REFERENCE", {
        fr: 'Sans "insecure-fork-wanted" dans global, HAProxy ne peut pas lancer le programme : ses contrôles échouent.',
        en: 'Without "insecure-fork-wanted" in global HAProxy cannot start the program: its checks fail.',
      });
    }
  }),
};
