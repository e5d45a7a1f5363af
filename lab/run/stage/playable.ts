import type { Text } from "../../../agent/base/text.ts";
import { formatPath, type Path } from "../../document/position.ts";
import { refuse } from "../../document/read.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { FaultName, FaultOptions } from "../step/schema.ts";

/** The faults that the simulator plays; undefined: whatever their options are. */
const playable: Readonly<Partial<Record<FaultName, readonly string[] | undefined>>> = {
  kill: undefined,
  freeze: ["keepalived", "haproxy"],
};

/** @throws LabError ERR_SCENARIO_VALUE for each step that the simulator cannot play, with its line */
export function checkPlayable(scenario: Scenario): void {
  const problems = (["before", "trial"] as const).flatMap((list) =>
    scenario[list].flatMap(({ fault }, index) => {
      const text = fault && complaint(fault);
      if (text === undefined) return [];
      const path: Path = [list, index, "fault"];
      const where = formatPath(path);
      const located = { fr: `${where}: ${text.fr}`, en: `${where}: ${text.en}` };
      return [{ ...scenario.at(path), code: "ERR_SCENARIO_VALUE" as const, text: located }];
    }),
  );
  refuse(problems);
}

function complaint({ kind, process = "" }: FaultOptions): Text | undefined {
  if (!(kind in playable)) {
    return {
      fr: `le simulateur ne joue pas la panne « ${kind} » ; utilisez --runtime netns ou docker`,
      en: `the simulator does not play the fault "${kind}"; use --runtime netns or docker`,
    };
  }
  const processes = playable[kind];
  if (processes === undefined || processes.includes(process)) return undefined;
  const list = processes.join(", ");
  return {
    fr: `le simulateur n'a pas de programme « ${process} », seulement ${list} ; utilisez --runtime netns ou docker`,
    en: `the simulator has no program "${process}", only ${list}; use --runtime netns or docker`,
  };
}
