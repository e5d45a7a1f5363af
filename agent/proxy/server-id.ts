import type { Server } from "../config/haproxy/config.ts";

/** The numbers of a backend's servers: as `id` says, the others by their place from 1 on, without those that are taken. */
export function serverIds(servers: readonly Pick<Server, "id">[]): readonly number[] {
  const taken = new Set(servers.flatMap(({ id }) => id ?? []));
  let place = 1;
  return servers.map(({ id }) => {
    while (id === undefined && taken.has(place)) place++;
    const own = id ?? place;
    place++;
    return own;
  });
}
