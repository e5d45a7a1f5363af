import { openNftables } from "../../../net/nftables.ts";
import { removeDeadLeases } from "./dead.ts";

// Run by the guardian of a daemon that was killed, once the addresses are gone.
using nftables = openNftables();
removeDeadLeases(nftables);
