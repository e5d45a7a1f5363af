import { ownerText } from "./owner.ts";

/** On every container and network of a lab; whatever lacks them is not ours. */
export const labels = { lab: "bascule.lab", owner: "bascule.owner" } as const;

export async function labelsOf(labId: string): Promise<Record<string, string>> {
  return { [labels.lab]: labId, [labels.owner]: await ownerText() };
}

export function containerName(labId: string, node: string): string {
  return `bascule-${labId}-${node}`;
}

export function networkName(labId: string, network: string): string {
  return `bascule-${labId}-${network}`;
}
