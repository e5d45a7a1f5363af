import type { StatsSocket } from "../../config/haproxy/config.ts";
import { openSocket } from "../stats-socket.ts";
import { type Household, MasterClient } from "./master-client.ts";

/** As the original's: nobody waits so long for a reload. */
const timeoutMs = 3_600_000;
const connectionsAtMost = 10;

/** Rejects when an address cannot be had. */
export async function openMasterSockets(
  sockets: readonly StatsSocket[],
  household: Household,
): Promise<void> {
  for (const config of sockets) {
    const { level } = config;
    await openSocket(config, connectionsAtMost, (socket) => {
      new MasterClient(socket, { household, level, timeoutMs });
    });
  }
}
