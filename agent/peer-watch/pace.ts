/** How fast the watch connection notices, and how patient it is. All times in milliseconds. */
export const pace = {
  /** The owner's heartbeat leaves, and is looked for, at every round of the daemon (`lookEveryMs`). */
  beatMs: 200,
  /** They are made so many at a time, and new ones after this time, before the last has been sent. */
  beatsAhead: 32,
  beatsMs: 3000,
  /** One is missing, and the next one is half due: the owner's lease has ended or ends soon. */
  silentMs: 300,
  /** So long heartbeats are believed that have arrived and have not proved themselves. */
  unprovenMs: 1000,
  /** A look that comes so much too late says more about this machine than about the other one. */
  lateMs: 60,
  /** Whoever does not own the addresses says about so often that it is there. */
  echoMs: 4000,
  /** Not heard for so long, it is no heir. */
  livelyMs: 9000,
  /** A connection on which the owner hears no echo for so long leads nowhere. */
  deafMs: 9000,
  /** Where no heartbeat arrives in so long at first, none does: a firewall lets the connection through, and not them. */
  blockedMs: 2000,
  /** For the three messages of the handshake. */
  handshakeMs: 1000,
  /** An owner that lets go keeps its addresses at most so long, until the other says that it has them. */
  handOverMs: 50,
  /** Until the owner's answer is heard once, it is asked again so often. */
  lookMs: 1000,
  /** So long nobody may have answered for the addresses, or three round trips where that is longer. */
  quietMs: 5,
  /** So many answers are asked for beforehand, to know the round trip. */
  rehearsals: 3,
  /** After a sleep of ours, what others have said may be long past. */
  staleMs: 100,
  /** After an early change the protocol's own timers decide for so long. */
  dampMs: 10_000,
  /** A refused connection is tried again after this, then after twice as long, up to the longest. */
  retryMs: 1000,
  longestRetryMs: 60_000,
  /** A connection that lived so long was a good one. */
  provenMs: 10_000,
} as const;

/** When nobody answers is found out by asking again and again: often at first, since a guardian needs 5 to 15 ms. */
export function askEveryMs(sinceMs: number): number {
  if (sinceMs < 60) return 2;
  return sinceMs < 300 ? 10 : 50;
}

/** So long it is asked; then the protocol's own timer decides. */
export const askingMs = { closed: 1500, silent: 3000 } as const;

/** The wait after so many failures in a row. */
export function retryAfterMs(failures: number): number {
  return Math.min(pace.longestRetryMs, pace.retryMs * 2 ** Math.min(failures - 1, 16));
}
