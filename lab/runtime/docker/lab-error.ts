import { LabError, labError } from "../../errors.ts";
import { reasonOf } from "./engine.ts";

export function notCreated(id: string, cause: unknown): LabError {
  if (cause instanceof LabError) return cause;
  const reason = reasonOf(cause);
  return labError(
    "ERR_LAB_START",
    {
      fr: `Le labo ${id} n'a pas pu être créé (${reason}). Rien n'en reste ; corrigez la cause et relancez.`,
      en: `The lab ${id} could not be created (${reason}). Nothing of it is left; repair the cause and run again.`,
    },
    cause,
  );
}

/** The connection on which the engine tells of the lab's containers has ended. */
export function engineLost(id: string): LabError {
  return labError("ERR_LAB_START", {
    fr: `Le moteur de conteneurs s'est arrêté, et le labo ${id} avec lui. Redémarrez-le et relancez la commande : les restes sont enlevés à ce moment-là.`,
    en: `The container engine ended, and the lab ${id} with it. Start it and run the command again: leftovers are removed then.`,
  });
}
