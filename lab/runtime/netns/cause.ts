import type { Text } from "../../../agent/base/text.ts";
import type { Missing } from "../runtime.ts";
import { containerRights, lastResort, loadModule, setting, sudo, unmask } from "./remedy.ts";
import { type Surroundings, userNamespaceSettings } from "./surroundings.ts";
import type { Need } from "./trial.ts";

/** What the trial lacked, where. */
export interface Failure {
  readonly need: Need;
  readonly complaint: string;
  readonly surroundings: Surroundings;
}

/** A reason why namespaces fail: when it holds, what it is called, and the command that ends it. */
interface Cause {
  holds(failure: Failure): boolean;
  readonly what: Text;
  readonly remedy: (failure: Failure) => Text;
}

const { maximum, debian, appArmor } = userNamespaceSettings;

/** The first cause that holds is named; the last one always does. */
const causes: readonly Cause[] = [
  {
    // WSL 1 translates system calls: "4.4.0-19041-Microsoft"; WSL 2 is a kernel: "…-microsoft-standard-WSL2".
    holds: ({ surroundings }) => surroundings.kernelRelease.endsWith("-Microsoft"),
    what: { fr: "un noyau Linux : WSL 1 n'en a pas", en: "a Linux kernel: WSL 1 has none" },
    remedy: () => ({
      fr: "Dans PowerShell : wsl --set-version NOM_DE_LA_DISTRIBUTION 2 (wsl --list les nomme).",
      en: "In PowerShell: wsl --set-version NAME_OF_THE_DISTRIBUTION 2 (wsl --list names them).",
    }),
  },
  {
    holds: ({ need }) => need === "bridge" || need === "veth",
    what: { fr: "des réseaux virtuels dans le noyau", en: "virtual networks in the kernel" },
    remedy: ({ need, surroundings }) => loadModule(need, surroundings),
  },
  {
    holds: ({ surroundings }) => surroundings.needsUserNamespace && !surroundings.hasUserNamespaces,
    what: {
      fr: "les espaces de noms d'utilisateurs : ce noyau n'en a pas (CONFIG_USER_NS)",
      en: "user namespaces: this kernel has none (CONFIG_USER_NS)",
    },
    remedy: () => sudo,
  },
  {
    holds: ({ surroundings }) => surroundings.needsUserNamespace && isSet(surroundings, maximum, "0"),
    what: {
      fr: `les espaces de noms d'utilisateurs : ${maximum} est à 0`,
      en: `user namespaces: ${maximum} is 0`,
    },
    remedy: () => setting(maximum, "15000"),
  },
  {
    holds: ({ surroundings }) => !surroundings.isRoot && isSet(surroundings, debian, "0"),
    what: {
      fr: `les espaces de noms d'utilisateurs : ${debian} est à 0`,
      en: `user namespaces: ${debian} is 0`,
    },
    remedy: () => setting(debian, "1"),
  },
  {
    holds: ({ surroundings }) =>
      !surroundings.isRoot && !surroundings.container && isSet(surroundings, appArmor, "1"),
    what: {
      fr: `des droits dans les espaces de noms d'utilisateurs : AppArmor les retire (${appArmor} est à 1, comme sur Ubuntu 24.04)`,
      en: `rights in user namespaces: AppArmor takes them away (${appArmor} is 1, as on Ubuntu 24.04)`,
    },
    remedy: () => setting(appArmor, "0"),
  },
  {
    holds: ({ need, surroundings }) =>
      surroundings.needsUserNamespace && (need === "proc" || need === "sysfs"),
    what: {
      fr: "un /proc et un /sys entiers : une partie en est masquée, et le noyau refuse alors d'en monter d'autres",
      en: "a complete /proc and /sys: parts of them are masked, and then the kernel refuses to mount others",
    },
    remedy: ({ surroundings }) => unmask(surroundings),
  },
  {
    holds: ({ surroundings }) => surroundings.container !== undefined,
    what: {
      fr: "le droit de créer des espaces de noms dans ce conteneur",
      en: "the right to make namespaces in this container",
    },
    remedy: ({ surroundings }) => containerRights(surroundings),
  },
  {
    holds: () => true,
    what: { fr: "les espaces de noms du noyau", en: "the kernel's namespaces" },
    remedy: ({ surroundings }) => lastResort(surroundings),
  },
];

/** Why a lab cannot be made here, and the command that changes it. */
export function causeOf(failure: Failure): Missing {
  const cause = causes.find(({ holds }) => holds(failure));
  if (cause === undefined) throw new Error("the last cause always holds");
  const said = failure.complaint === "" ? "" : ` (${failure.complaint.split("\n")[0]})`;
  return {
    what: { fr: `${cause.what.fr}${said}`, en: `${cause.what.en}${said}` },
    remedy: cause.remedy(failure),
  };
}

function isSet({ settings }: Surroundings, name: string, value: string): boolean {
  return settings[name] === value;
}
