import type { Section } from "../section.ts";
import { simulationNote } from "../simulation.ts";

/** Nobody may take a simulation for a measurement. */
export const simulated: Section = {
  title: { fr: "Simulation", en: "Simulation" },
  lines({ facts }, { language }) {
    const note = simulationNote(facts.run);
    return note === undefined ? [] : [`  ${note[language]}`];
  },
};
