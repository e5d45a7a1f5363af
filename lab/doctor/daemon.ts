import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { toolEnvironment } from "../wire/tool.ts";
import type { Examination, Finding } from "./examination.ts";

/** The versions with which ours are compared (docs/measurement.md); others may word and time things differently. */
const compared = { keepalived: "2.2.7", haproxy: "2.6.12" } as const;
export type DaemonName = keyof typeof compared;
const daemons = Object.keys(compared) as DaemonName[];

/** The real daemons, for `--stack keepalived-haproxy`. */
export const daemon: Examination = {
  title: { fr: "Programmes d'origine", en: "The real daemons" },
  async examine() {
    const found = await Promise.all(daemons.map(async (name) => [name, await versionOf(name)] as const));
    return describeDaemons(Object.fromEntries(found) as Record<DaemonName, string | undefined>);
  },
};

export function describeDaemons(versions: Readonly<Record<DaemonName, string | undefined>>): Finding {
  const absent = daemons.filter((name) => versions[name] === undefined);
  const told = (none: string) => daemons.map((name) => `${name} ${versions[name] ?? none}`).join(", ");
  const found = { fr: told("absent"), en: told("absent") };
  if (absent.length > 0) {
    return {
      state: "limited",
      found,
      means: {
        fr: "« --stack keepalived-haproxy » ne peut pas tourner ; le labo avec nos programmes n'en a pas besoin.",
        en: "`--stack keepalived-haproxy` cannot run; the lab with our programs does not need them.",
      },
      remedy: { fr: "npm run setup", en: "npm run setup" },
    };
  }
  const others = daemons.filter((name) => versions[name] !== compared[name]);
  if (others.length === 0) return { state: "ok", found };
  const list = others.map((name) => `${name} ${compared[name]}`).join(", ");
  return {
    state: "ok",
    found: {
      fr: `${found.fr} ; les nôtres sont comparés à ${list}`,
      en: `${found.en}; ours are compared with ${list}`,
    },
  };
}

/** Both print it with `-v`, one on standard output, the other on standard error. */
async function versionOf(name: DaemonName): Promise<string | undefined> {
  const child = spawn(name, ["-v"], { env: toolEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
  child.on("error", () => {}); // not installed: nothing is printed
  const said = (await Promise.all([text(child.stdout), text(child.stderr)])).join("\n");
  return /\bv?(\d+\.\d+\.\d+)/.exec(said)?.[1];
}
