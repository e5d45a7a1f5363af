import type { Timeouts } from "../config/haproxy/config.ts";

/** A connection through which bytes pass unread in both directions. */
export interface TunnelStance {
  readonly clientEnded: boolean;
  readonly serverEnded: boolean;
}

/** How long nothing may come, and who is then to blame: c the client, s the server. */
export interface TunnelLimit {
  readonly limitMs: number;
  readonly who: "c" | "s";
}

/**
 * How long a tunnel may stay still: `timeout tunnel`, else `timeout client` and `timeout server`. A side that has
 * ended is not waited for; for the other one `timeout client-fin` or `timeout server-fin` counts from then on.
 */
export function tunnelLimit(
  front: Timeouts,
  back: Timeouts | undefined,
  { clientEnded, serverEnded }: TunnelStance,
): TunnelLimit | undefined {
  const tunnelMs = back?.tunnelMs;
  const clientMs = (serverEnded ? front.clientFinMs : undefined) ?? tunnelMs ?? front.clientMs;
  const serverMs = (clientEnded ? back?.serverFinMs : undefined) ?? tunnelMs ?? back?.serverMs;
  const client = clientEnded || clientMs === undefined ? Number.POSITIVE_INFINITY : clientMs;
  const server = serverEnded || serverMs === undefined ? Number.POSITIVE_INFINITY : serverMs;
  const limitMs = Math.min(client, server);
  if (limitMs === Number.POSITIVE_INFINITY) return undefined;
  return { limitMs, who: client <= server ? "c" : "s" };
}
