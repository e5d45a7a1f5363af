import { type DecodeFailed, failure, headerBytes, type Path } from "./advert-fields.ts";
import { type AdvertV2, decodeV2, encodeV2 } from "./packet-v2.ts";
import { type AdvertV3, decodeV3, encodeV3 } from "./packet-v3.ts";

/** Where adverts go (RFC 3768 §5.2.2), their IP protocol number (§5.2.4) and their TTL (§5.2.3). */
export const vrrpGroup = "224.0.0.18";
export const vrrpProtocol = 112;
export const vrrpTtl = 255;

export type Advert = AdvertV2 | AdvertV3;

/** What is sent: the reader of a version 3 advert finds out about its checksum by itself. */
export type SentAdvert = AdvertV2 | Omit<AdvertV3, "checksumReading">;

export type DecodedAdvert = { readonly ok: true; readonly advert: Advert } | DecodeFailed;

/** The IP payload. The checksum of version 3 also covers the addresses of the packet. */
export function encodeAdvert(advert: SentAdvert, path: Path): Uint8Array {
  return advert.version === 2 ? encodeV2(advert) : encodeV3(advert, path);
}

/**
 * Reads the payload of an IP packet of protocol 112; never throws. `path` is needed only to check the checksum of
 * version 3, where both readings, with and without the pseudo-header, are accepted.
 */
export function decodeAdvert(payload: Uint8Array, path?: Path): DecodedAdvert {
  if (payload.length < headerBytes) return failure("short");
  const [first = 0] = payload;
  const version = first >>> 4;
  if (version !== 2 && version !== 3) return failure("version");
  if ((first & 0x0f) !== 1) return failure("type");
  const advert = version === 2 ? decodeV2(payload) : decodeV3(payload, path);
  return "ok" in advert ? advert : { ok: true, advert };
}
