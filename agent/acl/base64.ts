const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const places: ReadonlyMap<string, number> = new Map([...alphabet].map((letter, index) => [letter, index]));

/** Bytes, one character each, as base64: RFC 4648 §4. */
export function encodeBase64(bytes: string): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [one, two, three] = [bytes.charCodeAt(at), bytes.charCodeAt(at + 1), bytes.charCodeAt(at + 2)];
    const group = (one << 16) | ((two || 0) << 8) | (three || 0);
    text += (alphabet[group >> 18] ?? "") + (alphabet[(group >> 12) & 63] ?? "");
    text += Number.isNaN(two) ? "=" : (alphabet[(group >> 6) & 63] ?? "");
    text += Number.isNaN(three) ? "=" : (alphabet[group & 63] ?? "");
  }
  return text;
}

/** Undefined where the text is no base64, its padding included. */
export function decodeBase64(text: string): string | undefined {
  if (text.length % 4 !== 0) return undefined;
  const bare = text.replace(/={1,2}$/, "");
  let [bytes, group, bits] = ["", 0, 0];
  for (const letter of bare) {
    const place = places.get(letter);
    if (place === undefined) return undefined;
    group = ((group << 6) | place) & 0xff_ffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += String.fromCharCode((group >> bits) & 255);
  }
  return bytes;
}

/** The form for addresses of pages, without padding: RFC 4648 §5. */
export function encodeBase64Url(bytes: string): string {
  return encodeBase64(bytes).replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
}

export function decodeBase64Url(text: string): string | undefined {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return decodeBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, "="));
}
