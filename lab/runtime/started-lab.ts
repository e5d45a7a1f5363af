import { type LabError, labError } from "../errors.ts";
import type { StartedLab, StartedNode } from "./runtime.ts";

interface LabParts {
  readonly nodes: readonly (StartedNode & { finish(): void })[];
  /** Resolves when the lab is over by itself, with the reason; what it says after the lab was closed does not count. */
  readonly ended: Promise<LabError | undefined>;
  /** Removes everything; called once. */
  close(): Promise<void>;
}

/** Puts a runtime's parts together; disposing of the lab twice is safe. */
export function startedLab(id: string, { nodes, ended, close }: LabParts): StartedLab {
  let disposing: Promise<void> | undefined;
  const dispose = async () => {
    await close();
    for (const node of nodes) node.finish();
  };
  return {
    id,
    nodes: new Map(nodes.map((node) => [node.name, node])),
    ended: ended.then((error) => (disposing === undefined ? error : undefined)),
    [Symbol.asyncDispose]: () => {
      disposing ??= dispose();
      return disposing;
    },
  };
}

export function notCreated(id: string, reason: string, cause: unknown): LabError {
  return labError(
    "ERR_LAB_START",
    {
      fr: `Le labo ${id} n'a pas pu être créé (${reason}). Rien n'en reste ; corrigez la cause et relancez.`,
      en: `The lab ${id} could not be created (${reason}). Nothing of it is left; repair the cause and run again.`,
    },
    cause,
  );
}
