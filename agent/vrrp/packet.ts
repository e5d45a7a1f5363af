import { type DecodeFailed, failure, headerBytes, type Path } from "./advert-fields.ts";
import { type AdvertV2, decodeV2, encodeV2 } from "./packet-v2.ts";
import { type AdvertV3, decodeV3, encodeV3 } from "./packet-v3.ts";

export { vrrpProtocol } from "./advert-fields.ts";

/** The TTL or hop limit of adverts: RFC 9568 §5.1.1.3. */
export const vrrpTtl = 255;

export type Advert = AdvertV2 | AdvertV3;

/** What is sent: the reader of a version 3 advert finds out about its checksum by itself. */
export type SentAdvert = AdvertV2 | Omit<AdvertV3, "checksumReading">;

export type DecodedAdvert = { readonly ok: true; readonly advert: Advert } | DecodeFailed;

/** The IP payload; `path` says over which family. The checksum of version 3 also covers the addresses of the packet. */
export function encodeAdvert(advert: SentAdvert, path: Path): Uint8Array {
  return advert.version === 2 ? encodeV2(advert, path) : encodeV3(advert, path);
}

/**
 * Reads the payload of an IP packet of protocol 112; never throws. Without `path` it is one of IPv4, and the checksum of
 * version 3 is not looked at. Of version 3 over IPv4 both readings, with and without the pseudo-header, are accepted.
 */
export function decodeAdvert(payload: Uint8Array, path?: Path): DecodedAdvert {
  if (payload.length < headerBytes) return failure("short");
  const [first = 0] = payload;
  const version = first >>> 4;
  if (version !== 2 && version !== 3) return failure("version");
  if ((first & 0x0f) !== 1) return failure("type");
  const advert = version === 2 ? decodeV2(payload, path) : decodeV3(payload, path);
  return "ok" in advert ? advert : { ok: true, advert };
}
