/** What a TLS handshake message at the beginning of a stream says: RFC 8446 §4. */
export interface Hello {
  /** 1: a client's, 2: a server's. */
  readonly type: number;
  /** The highest version up to TLS 1.2 that it names: `0x0303`. */
  readonly version: number;
  /** By their numbers; none in a message without. */
  readonly extensions: ReadonlyMap<number, Uint8Array>;
}

/** `short`: more is needed; `other`: this is no TLS. */
export type ReadHello = Hello | "short" | "other";

const handshake = 0x16;
const recordBytes = 5;
/** Type, length and version of a message, and its 32 random bytes. */
const fixedBytes = 38;
const longestRecordBytes = 16_384 + 2048;

/**
 * Reads the first handshake message, in one record as all clients send it.
 *
 * ```
 * 16 | version 2 | length 2 || type 1 | length 3 | version 2 | random 32 | session 1+n | suites … | extensions 2+n
 * ```
 */
export function readHello(bytes: Uint8Array): ReadHello {
  if (bytes.length === 0) return "short";
  if (bytes[0] !== handshake) return "other";
  if (bytes.length < recordBytes) return "short";
  const length = number(bytes, 3, 2);
  if (number(bytes, 1, 2) < 0x0300 || length < 6 || length > longestRecordBytes) return "other";
  if (bytes.length < recordBytes + length) return "short";
  const message = bytes.subarray(recordBytes, recordBytes + length);
  const type = message[0] ?? 0;
  return { type, version: number(message, 4, 2), extensions: extensionsOf(message, type) };
}

function number(bytes: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = at; index < at + width; index++) value = value * 256 + (bytes[index] ?? 0);
  return value;
}

function extensionsOf(message: Uint8Array, type: number): ReadonlyMap<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  let at = fixedBytes + 1 + (message[fixedBytes] ?? 0);
  // A client offers suites and compressions, a server has chosen one of each.
  if (type === 1) {
    at += 2 + number(message, at, 2);
    at += 1 + number(message, at, 1);
  } else at += 3;
  const end = Math.min(message.length, at + 2 + number(message, at, 2));
  for (at += 2; at + 4 <= end; ) {
    const size = number(message, at + 2, 2);
    found.set(number(message, at, 2), message.subarray(at + 4, Math.min(end, at + 4 + size)));
    at += 4 + size;
  }
  return found;
}

/** The name of the host that a client asks for: RFC 6066 §3. */
export function serverNameOf({ extensions }: Hello): Uint8Array | undefined {
  const names = extensions.get(0);
  if (!names || names.length < 5 || names[2] !== 0) return undefined;
  return names.subarray(5, 5 + number(names, 3, 2));
}

/** The first of the protocols that a client offers, as the original: RFC 7301. */
export function firstProtocolOf({ extensions }: Hello): Uint8Array | undefined {
  const list = extensions.get(16);
  return list && list.length > 3 ? list.subarray(3, 3 + (list[2] ?? 0)) : undefined;
}
