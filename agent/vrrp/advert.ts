import type { Path } from "./advert-fields.ts";
import { encodeAdvert } from "./packet.ts";
import { passwordBytes } from "./password.ts";
import type { VrrpSettings } from "./state.ts";

/** The advert of an instance, as bytes; priority 0 resigns. */
export function advertBytes(settings: VrrpSettings, priority: number, path: Path): Uint8Array {
  const { version, virtualRouterId, advertMs, auth } = settings;
  const addresses = settings.virtualAddresses.map(({ address }) => address);
  const fields = { virtualRouterId, priority, advertMs, addresses };
  if (version === 3) return encodeAdvert({ version, ...fields }, path);
  const authentication =
    auth === undefined
      ? ({ type: "none" } as const)
      : ({ type: "pass", password: passwordBytes(auth.password) } as const);
  return encodeAdvert({ version, ...fields, authentication }, path);
}
