import type { Text } from "../../agent/base/text.ts";
import { packagesOf } from "./install.ts";
import { hasProgram, type Machine } from "./machine.ts";
import type { Program } from "./program.ts";

/** Whether bascule can install packages here; else what the user does instead. */
export type Remedy = { readonly kind: "install" } | { readonly kind: "by-hand"; readonly text: Text };

export function remedyFor(wanted: readonly Program[], machine: Machine): Remedy {
  if (!hasProgram("apt-get", machine)) return { kind: "by-hand", text: withoutApt(wanted) };
  if (!machine.isRoot) return { kind: "by-hand", text: asRoot(wanted, machine) };
  return { kind: "install" };
}

function withoutApt(wanted: readonly Program[]): Text {
  const commands = wanted.map(({ command }) => command).join(", ");
  const names = packagesOf(wanted).join(", ");
  return {
    fr: `Il n'y a pas d'apt-get ici. Installez ${commands} avec l'outil de votre système (paquets chez Debian : ${names}).`,
    en: `There is no apt-get here. Install ${commands} with your system's tool (packages of Debian: ${names}).`,
  };
}

function asRoot(wanted: readonly Program[], machine: Machine): Text {
  const units = wanted.flatMap((program) => program.units ?? []);
  const steps = ["apt-get update", `apt-get install --no-install-recommends ${packagesOf(wanted).join(" ")}`];
  // Installed by hand, Debian's units start at once.
  if (machine.hasSystemd && units.length > 0) steps.push(`systemctl disable --now ${units.join(" ")}`);
  const line = steps.map((step) => `sudo ${step}`).join(" && ");
  return { fr: `Il faut être root. Lancez : ${line}`, en: `This needs root. Run: ${line}` };
}
