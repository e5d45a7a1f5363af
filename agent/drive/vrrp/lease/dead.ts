import { claimedNames } from "../../../net/name-claim.ts";
import type { Nftables } from "../../../net/nftables.ts";

/** Of the tables of leases; behind it stands what each daemon claims as its name. */
export const tablePrefix = "bascule-";

/** Removes the tables of daemons that have died, of all that share this network namespace. */
export function removeDeadLeases(nftables: Nftables): void {
  const tables = nftables.tables().filter((name) => name.startsWith(tablePrefix));
  const living = tables.length === 0 ? new Set() : claimedNames();
  for (const table of tables) {
    if (!living.has(table)) nftables.change([{ kind: "delete-table", table }]);
  }
}
