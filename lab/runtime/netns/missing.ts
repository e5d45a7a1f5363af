import { missingPrograms } from "../program.ts";
import type { Missing } from "../runtime.ts";
import { causeOf } from "./cause.ts";
import { lookAround } from "./surroundings.ts";
import { tryNamespaces } from "./trial.ts";

const programs = [
  { program: "unshare", debianPackage: "util-linux" },
  { program: "nsenter", debianPackage: "util-linux" },
  { program: "pivot_root", debianPackage: "util-linux" },
  { program: "mount", debianPackage: "mount" },
  { program: "hostname", debianPackage: "hostname" },
  { program: "ip", debianPackage: "iproute2" },
  { program: "killall", debianPackage: "psmisc" },
];

/** What this machine lacks for labs in namespaces; programs first, since nothing can be tried without them. */
export async function missingForNetns(): Promise<readonly Missing[]> {
  if (process.platform !== "linux") return [notLinux];
  const absent = await missingPrograms(programs);
  if (absent.length > 0) return absent;
  const trial = await tryNamespaces();
  if (trial.kind === "passed") return [];
  return [causeOf({ ...trial, surroundings: await lookAround() })];
}

const notLinux: Missing = {
  what: { fr: "un noyau Linux (espaces de noms)", en: "a Linux kernel (namespaces)" },
  remedy: {
    fr: "Lancez bascule sur une machine ou une VM Linux.",
    en: "Run bascule on a Linux machine or virtual machine.",
  },
};
