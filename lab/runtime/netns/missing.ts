import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { toolEnvironment } from "../../wire/tool.ts";
import { missingPrograms } from "../program.ts";
import type { Missing } from "../runtime.ts";
import { namespaceFlags } from "./namespace.ts";

const programs = [
  { program: "unshare", debianPackage: "util-linux" },
  { program: "nsenter", debianPackage: "util-linux" },
  { program: "pivot_root", debianPackage: "util-linux" },
  { program: "mount", debianPackage: "mount" },
  { program: "ip", debianPackage: "iproute2" },
  { program: "killall", debianPackage: "psmisc" },
];

/** What a lab needs from the kernel, tried out in a namespace that vanishes at once. */
const trial = `
mount -t tmpfs none /mnt || exit 11
ip link add name b type bridge mcast_snooping 0 || exit 12
ip link add name v type veth peer name w || exit 13
`;

const features: Readonly<Record<number, string>> = { 11: "tmpfs", 12: "bridge", 13: "veth" };

/** What this machine lacks for labs in namespaces; programs first, since nothing can be tried without them. */
export async function missingForNetns(): Promise<readonly Missing[]> {
  if (process.platform !== "linux") return [notLinux];
  const absent = await missingPrograms(programs);
  if (process.getuid?.() !== 0) return [...absent, notRoot];
  return absent.length > 0 ? absent : missingFeatures();
}

async function missingFeatures(): Promise<readonly Missing[]> {
  const child = spawn("unshare", [...namespaceFlags, "sh", "-c", trial], {
    detached: true,
    env: toolEnvironment(),
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve).once("error", () => resolve(null));
  });
  const [code, complaint] = await Promise.all([ended, text(child.stderr)]);
  if (code === 0) return [];
  const feature = features[code ?? 0];
  return [feature === undefined ? noNamespaces(complaint.trim()) : noFeature(feature, complaint.trim())];
}

const notLinux: Missing = {
  what: { fr: "un noyau Linux (espaces de noms)", en: "a Linux kernel (namespaces)" },
  remedy: {
    fr: "Lancez bascule sur une machine ou une VM Linux.",
    en: "Run bascule on a Linux machine or virtual machine.",
  },
};

const notRoot: Missing = {
  what: { fr: "les droits de root", en: "the rights of root" },
  remedy: { fr: "Relancez la commande avec sudo.", en: "Run the command again with sudo." },
};

function noNamespaces(complaint: string): Missing {
  return {
    what: { fr: `les espaces de noms du noyau (${complaint})`, en: `the kernel's namespaces (${complaint})` },
    remedy: {
      fr: "Dans un conteneur, il faut CAP_SYS_ADMIN (docker run --privileged) ; sinon, un noyau avec CONFIG_NAMESPACES.",
      en: "In a container CAP_SYS_ADMIN is needed (docker run --privileged); elsewhere a kernel with CONFIG_NAMESPACES.",
    },
  };
}

function noFeature(feature: string, complaint: string): Missing {
  return {
    what: {
      fr: `« ${feature} » dans le noyau (${complaint})`,
      en: `"${feature}" in the kernel (${complaint})`,
    },
    remedy: { fr: `Chargez le module : modprobe ${feature}.`, en: `Load the module: modprobe ${feature}.` },
  };
}
