/** What could forge or break a line is written as `#` and two hexadecimal digits, as HAProxy does. */
export function printable(text: string): string {
  return encoded(text, /[^\x20-\x7e]|["#]/g);
}

/** In a captured header, the signs around it are encoded as well. */
export function captureText(text: string): string {
  return encoded(text, /[^\x20-\x7e]|["#{|}]/g);
}

/** `{one|two}`; nothing where nothing is captured. */
export function capturesText(captures: readonly (string | undefined)[] | undefined): string {
  return captures ? `{${captures.map((capture) => captureText(capture ?? "")).join("|")}}` : "";
}

function encoded(text: string, signs: RegExp): string {
  return text.replace(signs, (sign) => `#${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}
