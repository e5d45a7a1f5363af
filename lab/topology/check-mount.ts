import { stat } from "node:fs/promises";
import type { Finding } from "./check.ts";
import { parseMount } from "./mount.ts";
import type { TopologyDocument } from "./schema.ts";

/** Volumes that are malformed, lack their source, or share a target. */
export async function mountProblems({ services }: TopologyDocument, file: string): Promise<Finding[]> {
  const all = Object.entries(services).map(([name, { volumes }]) => volumesProblems(name, volumes, file));
  return (await Promise.all(all)).flat();
}

async function volumesProblems(
  service: string,
  volumes: readonly string[],
  file: string,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const targets = new Set<string>();
  for (const [index, line] of volumes.entries()) {
    const path = ["services", service, "volumes", index];
    const mount = parseMount(line, file);
    if ("fr" in mount) {
      findings.push({ path, code: "ERR_TOPOLOGY_VALUE", text: mount });
      continue;
    }
    if (targets.has(mount.target))
      findings.push({ path, code: "ERR_TOPOLOGY_VALUE", text: sameTarget(mount.target) });
    targets.add(mount.target);
    const reason = await unreadable(mount.source);
    if (reason !== undefined)
      findings.push({ path, code: "ERR_TOPOLOGY_FILE", text: noSource(mount.source, reason) });
  }
  return findings;
}

async function unreadable(source: string): Promise<string | undefined> {
  try {
    await stat(source);
    return undefined;
  } catch (cause) {
    return cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  }
}

function sameTarget(target: string) {
  return {
    fr: `deux volumes ont la même cible ${target} ; retirez-en un`,
    en: `two volumes have the same target ${target}; remove one`,
  };
}

function noSource(source: string, reason: string) {
  return {
    fr: `${source} n'existe pas ou n'est pas lisible (${reason}) ; créez-le ou corrigez le chemin`,
    en: `${source} does not exist or cannot be read (${reason}); create it or correct the path`,
  };
}
