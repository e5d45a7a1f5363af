import { findingAt, placeOf, scriptsOf } from "../place.ts";
import type { Rule } from "../rule.ts";

/** Where Debian keeps the commands that the course uses. */
const folders: Readonly<Record<string, string>> = {
  killall: "/usr/bin",
  pidof: "/bin",
  pgrep: "/usr/bin",
  systemctl: "/usr/bin",
  curl: "/usr/bin",
  wget: "/usr/bin",
  nc: "/bin",
  ping: "/bin",
  test: "/usr/bin",
};

/** A command without its folder is looked for on the PATH of the daemon, which is not that of a shell. */
export const scriptPath: Rule = {
  name: "script-path",
  find: (input) =>
    scriptsOf(input).flatMap(({ script, block }) => {
      const [command = ""] = script.argv;
      if (command.includes("/")) return [];
      const at = placeOf(block, "script");
      const folder = folders[command] ?? "/usr/local/bin";
      const whole = at.text.replace(command, `${folder}/${command}`);
      return [
        findingAt(input, at, "ERR_CONFIG_VALUE", {
          text: {
            fr: `"${command}" est écrit sans son dossier : keepalived le cherche dans le PATH de son propre démarrage, qui n'est pas celui de votre terminal. Écrivez le chemin entier (« command -v ${command} » le montre).`,
            en: `"${command}" is written without its folder: keepalived looks for it on the PATH that it was started with, which is not that of your terminal. Write the whole path ("command -v ${command}" shows it).`,
          },
          instead: `"${whole}"`,
        }),
      ];
    }),
};
