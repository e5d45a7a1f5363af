import type { Text } from "../../agent/base/text.ts";
import type { Context } from "../command/context.ts";
import { labError } from "../errors.ts";
import { aptGet, type RunOptions, run, unknownPackages } from "./apt.ts";
import { hasProgram, type Machine } from "./machine.ts";
import { type Program, programs } from "./program.ts";
import { forbidServices } from "./service-policy.ts";

/** Installs the packages of these programs. The machine's own services are neither started nor enabled. */
export async function installPrograms(
  wanted: readonly Program[],
  machine: Machine,
  context: Context,
): Promise<void> {
  const packages = packagesOf(wanted);
  {
    await using _ = await forbidServices({
      file: machine.policyFile,
      signal: context.signal,
      packages,
      onStale: (left) => context.progress(staleText(left)),
    });
    try {
      await installPackages(packages, machine, context);
    } finally {
      await disableUnits(wanted, machine, context);
    }
  }
  const lacking = wanted.filter(({ command }) => !hasProgram(command, machine));
  if (lacking.length > 0) throw stillLacking(lacking);
  context.signal.throwIfAborted();
}

export function packagesOf(wanted: readonly Program[]): readonly string[] {
  return [...new Set(wanted.map(({ debianPackage }) => debianPackage))];
}

/** What an earlier set-up that was killed left behind. */
export function staleText(packages: readonly string[]): Text {
  const left = programs.filter(({ debianPackage }) => packages.includes(debianPackage));
  const units = left.flatMap((program) => program.units ?? []);
  const check = units.length === 0 ? "" : ` systemctl is-enabled ${units.join(" ")}`;
  const fr = check === "" ? "" : ` Vérifiez ce que Debian a activé :${check}`;
  const en = check === "" ? "" : ` Check what Debian has enabled:${check}`;
  return {
    fr: `Une installation interrompue avait laissé son policy-rc.d : il est supprimé.${fr}`,
    en: `A set-up that was killed had left its policy-rc.d: it is removed.${en}`,
  };
}

/** Fetches first, so that all of the slow part can be interrupted; then unpacks, which is not. */
async function installPackages(
  packages: readonly string[],
  machine: Machine,
  context: Context,
): Promise<void> {
  const fetching: RunOptions = { machine, context, stops: true };
  const install = ["install", "--no-install-recommends"];
  const unknown = await unknownPackages(packages, fetching);
  if (unknown.length > 0) await aptGet(["update"], fetching);
  try {
    await aptGet([...install, "--download-only", ...packages], fetching);
  } catch (error) {
    context.signal.throwIfAborted();
    if (unknown.length > 0) throw error;
    // The lists were there but older than the mirror.
    await aptGet(["update"], fetching);
    await aptGet([...install, "--download-only", ...packages], fetching);
  }
  await aptGet([...install, ...packages], { machine, context, stops: false });
}

async function disableUnits(wanted: readonly Program[], machine: Machine, context: Context): Promise<void> {
  const installed = wanted.filter(({ command }) => hasProgram(command, machine));
  const units = installed.flatMap((program) => program.units ?? []);
  if (!machine.hasSystemd || units.length === 0) return;
  const { code, lines } = await run("systemctl", ["disable", ...units], { machine, context, stops: false });
  if (code === 0) return;
  context.stderr.line({
    fr: `« systemctl disable ${units.join(" ")} » a échoué : ${lines.at(-1) ?? ""}. Désactivez-les vous-même.`,
    en: `\`systemctl disable ${units.join(" ")}\` failed: ${lines.at(-1) ?? ""}. Disable them yourself.`,
  });
}

function stillLacking(lacking: readonly Program[]): Error {
  const names = lacking.map(({ command }) => command).join(", ");
  return labError("ERR_MACHINE_MISSING", {
    fr: `Après l'installation, il manque encore : ${names}. Vérifiez PATH et les sources d'apt.`,
    en: `After the installation these are still missing: ${names}. Check PATH and apt's sources.`,
  });
}
