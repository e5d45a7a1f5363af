import { type LabError, labError } from "../../errors.ts";

/** The connection on which the engine tells of the lab's containers has ended. */
export function engineLost(id: string): LabError {
  return labError("ERR_LAB_START", {
    fr: `Le moteur de conteneurs s'est arrêté, et le labo ${id} avec lui. Redémarrez-le et relancez la commande : les restes sont enlevés à ce moment-là.`,
    en: `The container engine ended, and the lab ${id} with it. Start it and run the command again: leftovers are removed then.`,
  });
}
