import type { Text } from "../../agent/base/text.ts";
import type { Context } from "../command/context.ts";
import { LabError, labError } from "../errors.ts";
import type { Missing } from "../runtime/runtime.ts";
import { installPrograms, packagesOf } from "./install.ts";
import { type Machine, thisMachine } from "./machine.ts";
import { type Program, programs } from "./program.ts";
import { remedyFor } from "./remedy.ts";

/**
 * Installs what is missing where that is possible, with progress on standard error. Returns what is missing still,
 * with the exact command as its remedy; with BASCULE_REQUIRE_LIVE=1 that is ERR_MACHINE_MISSING instead.
 * @example const still = await ensureSetup(await runtime.missing(), context);
 */
export async function ensureSetup(
  missing: readonly Missing[],
  context: Context,
  machine: Machine = thisMachine(context.environment),
): Promise<readonly Missing[]> {
  const packages = new Set(missing.map(({ debianPackage }) => debianPackage));
  const wanted = programs.filter(({ debianPackage }) => packages.has(debianPackage));
  const ours = new Set(packagesOf(wanted));
  const others = missing.filter(({ debianPackage }) => !ours.has(debianPackage ?? ""));
  const still = [...others, ...(await supply(wanted, machine, context))];
  if (still.length > 0 && context.environment.BASCULE_REQUIRE_LIVE === "1") throw nothingMayLack(still);
  return still;
}

/** A row of the table as something that the machine lacks. */
export function asMissing({ command, debianPackage, neededFor }: Program): Missing {
  return {
    what: {
      fr: `Il manque le programme ${command} (${neededFor.fr})`,
      en: `The program ${command} is missing (${neededFor.en})`,
    },
    remedy: { fr: "Lancez : npm run setup", en: "Run: npm run setup" },
    debianPackage,
  };
}

/** What stays missing of these, as one entry; empty where all was installed. */
async function supply(
  wanted: readonly Program[],
  machine: Machine,
  context: Context,
): Promise<readonly Missing[]> {
  if (wanted.length === 0) return [];
  const names = packagesOf(wanted).join(", ");
  const what = { fr: `Il manque : ${names}`, en: `Missing: ${names}` };
  const remedy = remedyFor(wanted, machine);
  if (remedy.kind === "by-hand") return [{ what, remedy: remedy.text }];
  context.progress({
    fr: `${what.fr}. Installation par apt-get…`,
    en: `${what.en}. Installing with apt-get…`,
  });
  try {
    await installPrograms(wanted, machine, context);
    return [];
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return [{ what, remedy: error.text }];
  }
}

function nothingMayLack(still: readonly Missing[]): LabError {
  const all = (language: keyof Text) =>
    still.map(({ what, remedy }) => `${what[language]}. ${remedy[language]}`).join("\n");
  return labError("ERR_MACHINE_MISSING", {
    fr: `${all("fr")}\nBASCULE_REQUIRE_LIVE=1 n'admet rien qui manque.`,
    en: `${all("en")}\nBASCULE_REQUIRE_LIVE=1 allows nothing to be missing.`,
  });
}
