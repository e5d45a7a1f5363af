import type { Text } from "../../../agent/base/text.ts";
import type { Surroundings } from "./surroundings.ts";

export const sudo: Text = {
  fr: "Relancez la commande avec sudo.",
  en: "Run the command again with sudo.",
};

/** A kernel setting, until the next boot and for good. */
export function setting(name: string, value: string): Text {
  const command = `sudo sysctl -w ${name}=${value}`;
  return {
    fr: `Lancez : ${command} (jusqu'au redémarrage ; pour toujours : écrivez ${name}=${value} dans /etc/sysctl.d/60-bascule.conf). Ou relancez la commande avec sudo.`,
    en: `Run: ${command} (until the next boot; for good: write ${name}=${value} into /etc/sysctl.d/60-bascule.conf). Or run the command again with sudo.`,
  };
}

export function loadModule(module: string, { container }: Surroundings): Text {
  const where =
    container === undefined
      ? { fr: "Lancez", en: "Run" }
      : {
          fr: "Sur la machine qui porte ce conteneur, lancez",
          en: "On the machine that runs this container, run",
        };
  return { fr: `${where.fr} : sudo modprobe ${module}`, en: `${where.en}: sudo modprobe ${module}` };
}

export function unmask({ container }: Surroundings): Text {
  if (container === undefined) return sudo;
  const option = container === "podman" ? "unmask=ALL" : "systempaths=unconfined";
  const engine = container === "podman" ? "podman" : "docker";
  return {
    fr: `Démarrez le conteneur avec : ${engine} run --security-opt ${option} … (ou --privileged).`,
    en: `Start the container with: ${engine} run --security-opt ${option} … (or --privileged).`,
  };
}

/** Docker's own profiles of seccomp and AppArmor forbid both; with these two capabilities the first one gives way. */
export function containerRights({ container }: Surroundings): Text {
  const podman = container === "podman";
  const rights = podman
    ? "podman run --cap-add SYS_ADMIN,NET_ADMIN,NET_RAW"
    : "docker run --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt apparmor=unconfined";
  return {
    fr: `Démarrez le conteneur avec : ${rights} … (ou --privileged), et bascule en root dans le conteneur.`,
    en: `Start the container with: ${rights} … (or --privileged), and bascule as root in the container.`,
  };
}

export function lastResort({ isRoot }: Surroundings): Text {
  if (!isRoot) return sudo;
  return {
    fr: "Il faut un noyau avec CONFIG_NAMESPACES, CONFIG_NET_NS et CONFIG_PID_NS, et le droit de s'en servir (hors d'un chroot ou d'un conteneur restreint).",
    en: "This needs a kernel with CONFIG_NAMESPACES, CONFIG_NET_NS and CONFIG_PID_NS, and the right to use it (outside of a chroot or a restricted container).",
  };
}
