import type { HaproxyConfig } from "../../config/haproxy/config.ts";
import type { StickTable } from "../../stick/table.ts";
import { PeersRun, type SectionOptions } from "./section.ts";

export interface PeersOptions extends Pick<SectionOptions, "addressOf" | "hasPredecessor"> {
  readonly config: HaproxyConfig;
  readonly tables: ReadonlyMap<string, StickTable>;
}

/** Begins to share the tables with the peers; rejects when an address cannot be had. */
export async function startPeers({ config, tables, ...others }: PeersOptions): Promise<readonly PeersRun[]> {
  const runs: PeersRun[] = [];
  for (const section of config.peers.filter(({ enabled }) => enabled)) {
    const shared = [...tables.values()].filter(({ spec }) => spec.peers === section.name);
    const run = new PeersRun({ section, tables: shared, ...others });
    await run.listen();
    runs.push(run);
  }
  return runs;
}
