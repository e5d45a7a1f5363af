import { passwordBytes } from "./accept.ts";
import { encodeAdvert } from "./packet.ts";
import type { VrrpSettings } from "./state.ts";

/** The advert of an instance, as bytes; priority 0 resigns. */
export function advertBytes(settings: VrrpSettings, priority: number): Uint8Array {
  const { virtualRouterId, advertMs, auth } = settings;
  return encodeAdvert({
    ...{ version: 2, virtualRouterId, priority, advertMs },
    addresses: settings.virtualAddresses.map(({ address }) => address),
    authentication:
      auth === undefined ? { type: "none" } : { type: "pass", password: passwordBytes(auth.password) },
  });
}
