import { readFile } from "node:fs/promises";
import { release } from "node:os";
import { type Container, lookAround } from "../runtime/netns/surroundings.ts";
import { type Examination, type Finding, same } from "./examination.ts";

/** Which system this is; what surrounds it explains most of what is missing below. */
export const system: Examination = {
  title: { fr: "Système", en: "System" },
  async examine() {
    if (process.platform !== "linux") return notLinux(process.platform);
    const [{ container }, name] = await Promise.all([lookAround(), distribution()]);
    return describeSystem(name, release(), container);
  },
};

/** @param kernel as uname(2) gives it: WSL names itself there */
export function describeSystem(name: string, kernel: string, container?: Container): Finding {
  const wsl = /-Microsoft$/.test(kernel) ? 1 : /microsoft/i.test(kernel) ? 2 : undefined;
  const place = [
    wsl === undefined ? [] : `WSL ${wsl}`,
    container === undefined ? [] : places[container],
  ].flat();
  const found = same([name, `Linux ${kernel}`, ...place].join(", "));
  if (wsl !== 1) return { state: "ok", found };
  return {
    state: "missing",
    found,
    means: {
      fr: "WSL 1 n'a pas de noyau Linux : aucun labo ne peut y tourner.",
      en: "WSL 1 has no Linux kernel: no lab can run there.",
    },
    remedy: same("wsl --set-version NAME 2"),
  };
}

const places: Readonly<Record<Container, string>> = {
  docker: "Docker",
  podman: "Podman",
  other: "container",
};

function notLinux(platform: string): Finding {
  return {
    state: "missing",
    found: same(platform),
    means: {
      fr: "Les labos en espaces de noms demandent Linux.",
      en: "Labs in namespaces need Linux.",
    },
    remedy: {
      fr: "Lancez bascule dans une machine virtuelle Linux ou dans WSL 2.",
      en: "Run bascule in a Linux virtual machine or in WSL 2.",
    },
  };
}

/** os-release(5) */
async function distribution(): Promise<string> {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^PRETTY_NAME="?(.*?)"?$/m.exec(text)?.[1] ?? "Linux";
}
