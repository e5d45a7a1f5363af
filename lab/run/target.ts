import { nearest } from "../../agent/base/nearest.ts";
import type { Text } from "../../agent/base/text.ts";
import { formatPath, type Path } from "../document/position.ts";
import { refuse } from "../document/read.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Topology } from "../topology/topology.ts";

/** Whoever owns the virtual IP when the fault is injected. */
export const master = "master";

/** @throws LabError ERR_SCENARIO_VALUE when faults aim at nodes that the topology does not have */
export function checkTargets(scenario: Scenario, topology: Topology): void {
  const known = [master, ...topology.nodes.map(({ name }) => name)];
  const problems = (["before", "trial"] as const).flatMap((list) =>
    scenario[list].flatMap(({ fault }, index) => {
      if (fault === undefined || known.includes(fault.target)) return [];
      const path: Path = [list, index, "fault", "target"];
      const text = unknownTarget(formatPath(path), fault.target, known);
      return [{ ...scenario.at(path), code: "ERR_SCENARIO_VALUE" as const, text }];
    }),
  );
  refuse(problems);
}

function unknownTarget(where: string, target: string, known: readonly string[]): Text {
  const meant = nearest(target, known);
  const list = known.join(", ");
  return {
    fr: `${where}: « ${target} » n'est pas un nœud ; ${meant ? `vouliez-vous dire « ${meant} » ?` : `il y a : ${list}`}`,
    en: `${where}: "${target}" is not a node; ${meant ? `did you mean "${meant}"?` : `there are: ${list}`}`,
  };
}
