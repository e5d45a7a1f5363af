import type { Text } from "../../agent/base/text.ts";
import type { RunEvent } from "../history/event.ts";

/** What must be said of a run of the simulator; undefined for a real one. */
export function simulationNote({ runtime }: Pick<RunEvent, "runtime">): Text | undefined {
  if (runtime !== "sim") return undefined;
  return {
    fr: "Tout est simulé : aucun programme n'a tourné, aucun paquet n'est parti. Les durées sont celles du protocole et du code de nos programmes, pas celles d'une machine.",
    en: "All of this is simulated: no program ran, no packet was sent. The times are those of the protocol and of our programs' code, not those of a machine.",
  };
}
