import { tokenLower } from "./byte-table.ts";
import { latin1Bytes } from "./bytes.ts";

/** Names that frame, route or speak of the connection: what they say is read while the head is. */
export const fieldId = {
  other: 0,
  host: 1,
  contentLength: 2,
  transferEncoding: 3,
  connection: 4,
  upgrade: 5,
  expect: 6,
} as const;

/** In the order of their ids; those behind are only known so that their text is made once. */
const names = `host content-length transfer-encoding connection upgrade expect
  accept accept-charset accept-encoding accept-language accept-ranges age allow authorization cache-control
  content-disposition content-encoding content-language content-range content-type cookie date dnt etag expires
  forwarded from if-match if-modified-since if-none-match if-range if-unmodified-since keep-alive last-modified link
  location max-forwards origin pragma priority proxy-authenticate proxy-authorization range referer retry-after
  sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user server set-cookie strict-transport-security te trailer
  upgrade-insecure-requests user-agent vary via warning www-authenticate x-forwarded-for x-forwarded-host
  x-forwarded-proto x-powered-by x-real-ip x-request-id`.split(/\s+/);

const texts = ["", ...names];
const bytesOf = texts.map(latin1Bytes);
const slotCount = 512;
/** Where a name's hash leads: its id, or 0. Names that share a slot are found by their text alone. */
const slots = new Uint8Array(slotCount);
for (let id = names.length; id > 0; id--) {
  let hash = 0;
  for (const byte of bytesOf[id] ?? []) hash = hashStep(hash, byte);
  slots[hash & (slotCount - 1)] = id;
}

/** The next state of a name's hash, which begins with 0. */
export function hashStep(hash: number, byte: number): number {
  return (hash * 31 + byte) | 0;
}

/** The id of a name in whatever case, 0 when it is none of ours. The hash only leads there: every byte is compared. */
export function idOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
  const id = slots[hash & (slotCount - 1)] as number;
  const name = bytesOf[id] as Uint8Array;
  if (name.length !== end - start) return 0;
  for (let at = 0; at < name.length; at++) if (name[at] !== tokenLower[bytes[start + at] as number]) return 0;
  return id;
}

/** The text of a known name; "" of an unknown one. */
export function nameText(id: number): string {
  return texts[id] ?? "";
}
