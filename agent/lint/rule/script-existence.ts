import type { VrrpScript } from "../../config/keepalived/config.ts";
import { findingAt, placeOf, scriptsOf } from "../place.ts";
import type { Rule } from "../rule.ts";

/** The process that a script only asks the existence of: `killall -0 haproxy`. */
export function existenceOf({ argv }: VrrpScript): { command: string; process: string } | undefined {
  const [path = "", ...words] = argv;
  const command = path.split("/").at(-1) ?? "";
  const process = words.findLast((word) => !word.startsWith("-"));
  const isAsking = command === "killall" ? words.includes("-0") : /^(pidof|pgrep)$/.test(command);
  return isAsking && process !== undefined ? { command, process } : undefined;
}

/** `killall -0 haproxy` asks whether there is a process of that name, not whether it answers. */
export const scriptExistence: Rule = {
  name: "script-existence",
  find: (input) =>
    scriptsOf(input).flatMap(({ script, block }) => {
      const asked = existenceOf(script);
      if (asked === undefined) return [];
      const { command, process } = asked;
      const killall = command === "killall";
      const account = script.user ?? input.config.global.scriptUser;
      const stranger = account !== undefined && account !== "root";
      const denied = {
        fr: ` L'utilisateur ${account} n'a en outre pas le droit d'interroger un processus d'un autre : le nœud passerait pour mort.`,
        en: ` Besides, the user ${account} may not ask about another's process: the node would count as dead.`,
      };
      return [
        findingAt(input, placeOf(block, "script"), "ERR_CONFIG_VALUE", {
          text: {
            fr: `Cette commande demande seulement s'il existe un processus nommé ${process} : bloqué ou arrêté (SIGSTOP), il compte encore pour vivant.${killall ? " Il lui faut le paquet psmisc." : ""}${killall && stranger ? denied.fr : ""} Pour savoir s'il répond : une requête, par exemple avec curl.`,
            en: `This command only asks whether there is a process named ${process}: hung or stopped (SIGSTOP), it still counts as alive.${killall ? " It needs the package psmisc." : ""}${killall && stranger ? denied.en : ""} To know whether it answers: a request, with curl for example.`,
          },
        }),
      ];
    }),
};
