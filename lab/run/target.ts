import { nearest } from "../document/nearest.ts";
import { labError } from "../errors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Topology } from "../topology/topology.ts";

/** Whoever owns the virtual IP when the fault is injected. */
export const master = "master";

/** @throws LabError ERR_SCENARIO_VALUE when a fault aims at a node that the topology does not have */
export function checkTargets(scenario: Scenario, topology: Topology): void {
  const known = [master, ...topology.nodes.map(({ name }) => name)];
  for (const { fault } of [...scenario.before, ...scenario.trial]) {
    if (fault === undefined || known.includes(fault.target)) continue;
    const meant = nearest(fault.target, known);
    throw labError("ERR_SCENARIO_VALUE", {
      fr: `${scenario.file} : la cible « ${fault.target} » n'est pas un nœud de ${topology.file} ; ${meant ? `vouliez-vous dire « ${meant} » ?` : `il y a : ${known.join(", ")}`}`,
      en: `${scenario.file}: the target "${fault.target}" is not a node of ${topology.file}; ${meant ? `did you mean "${meant}"?` : `there are: ${known.join(", ")}`}`,
    });
  }
}
