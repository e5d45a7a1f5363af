import type { Text } from "../../agent/base/text.ts";
import type { Verdict } from "../check/check.ts";

/** An exit code of `bascule` and what it means, as the help prints it. */
export interface ExitCode {
  readonly code: number;
  readonly text: Text;
}

/** The contract of the exit codes; a command names those that it can give. */
export const exitCodes = {
  done: { code: 0, text: { fr: "c'est fait", en: "done" } },
  met: { code: 0, text: { fr: "toutes les attentes sont remplies", en: "all expectations are met" } },
  notMet: {
    code: 1,
    text: { fr: "une attente n'est pas remplie", en: "an expectation is not met" },
  },
  usage: {
    code: 2,
    text: { fr: "commande, option ou fichier de configuration incorrect", en: "bad usage or configuration" },
  },
  machine: {
    code: 3,
    text: {
      fr: "cette machine ne peut pas : le message dit ce qui manque",
      en: "this machine cannot: the message says what is missing",
    },
  },
  undecided: {
    code: 4,
    text: {
      fr: "indécis : la mesure n'est pas fiable, ou bascule a lui-même échoué",
      en: "undecided: the measurement cannot be trusted, or bascule itself failed",
    },
  },
  hangup: {
    code: 129,
    text: { fr: "terminal fermé ; tout est nettoyé", en: "hung up; everything is cleaned up" },
  },
  interrupted: {
    code: 130,
    text: {
      fr: "interrompu (Ctrl-C) ; tout est nettoyé",
      en: "interrupted (Ctrl-C); everything is cleaned up",
    },
  },
  terminated: {
    code: 143,
    text: { fr: "arrêté (SIGTERM) ; tout est nettoyé", en: "terminated (SIGTERM); everything is cleaned up" },
  },
} as const satisfies Record<string, ExitCode>;

/** What a verdict makes of the exit code. */
export function exitCodeOf(verdict: Verdict): number {
  return { pass: exitCodes.met, fail: exitCodes.notMet, unknown: exitCodes.undecided }[verdict].code;
}
