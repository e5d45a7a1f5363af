import type { Text } from "../../agent/base/text.ts";
import { labError } from "../errors.ts";
import type { StackName } from "../stack/index.ts";

interface Wish {
  readonly runtime: string | undefined;
  readonly network: string | undefined;
  readonly keep?: boolean | undefined;
}

/** Whether the user wants the simulator. @throws LabError ERR_USAGE for what it cannot do */
export function wantsSimulator({ runtime, network, keep }: Wish, stack: StackName): boolean {
  if (runtime !== "sim") return false;
  if (stack !== "agent") throw labError("ERR_USAGE", onlyAgent(stack));
  if (network !== undefined) throw labError("ERR_USAGE", notWith("--network"));
  if (keep) throw labError("ERR_USAGE", notWith("--keep"));
  return true;
}

function onlyAgent(stack: StackName): Text {
  return {
    fr: `Le simulateur fait tourner le code de nos programmes ; « ${stack} » ne peut pas être simulé. Retirez --stack, ou utilisez --runtime netns ou docker.`,
    en: `The simulator runs the code of our own programs; "${stack}" cannot be simulated. Remove --stack, or use --runtime netns or docker.`,
  };
}

function notWith(option: string): Text {
  return {
    fr: `« ${option} » ne va pas avec « --runtime sim » : un labo simulé n'a ni réseau ni nœuds où travailler. Retirez l'un des deux.`,
    en: `"${option}" does not go with "--runtime sim": a simulated lab has no network and no nodes to work in. Remove one of them.`,
  };
}

export const simulatedText: Text = {
  fr: "Simulation : aucun programme ne tourne et aucun paquet ne part ; les durées sont celles du protocole (docs/simulator.md)",
  en: "Simulated: no program runs and no packet is sent; the times are the protocol's (docs/simulator.md)",
};
