/** A cookie in a Cookie header: where its text stands. */
export interface CookiePlace {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The cookies of a header; a `;` inside quotes separates nothing (RFC 2965). */
export function cookiesIn(text: string): readonly CookiePlace[] {
  return [...text.matchAll(/[^\s;](?:"(?:[^"\\]|\\.)*"|[^;"]|")*/g)].map((match) => {
    const raw = match[0].trimEnd();
    const equals = raw.indexOf("=");
    const [name, value] =
      equals < 0 ? ["", raw] : [raw.slice(0, equals).trimEnd(), raw.slice(equals + 1).trimStart()];
    return { name, value, start: match.index, end: match.index + raw.length };
  });
}

/** Without the cookies of this name; the others stay as they are written. */
export function withoutCookie(text: string, name: string): string {
  const cookies = cookiesIn(text);
  let [kept, from] = ["", 0];
  for (const [index, cookie] of cookies.entries()) {
    if (cookie.name !== name) continue;
    const next = cookies[index + 1];
    const before = cookies[index - 1];
    kept += text.slice(from, next || !before ? cookie.start : Math.max(from, before.end));
    from = next ? next.start : text.length;
  }
  return (kept + text.slice(from)).replace(/;\s*$/, "");
}

/** `NAME=SERVER~VALUE` as `NAME=VALUE`. */
export function withoutPrefix(text: string, name: string): string {
  let [kept, from] = ["", 0];
  for (const cookie of cookiesIn(text)) {
    const tilde = cookie.value.indexOf("~");
    if (cookie.name !== name || tilde < 0) continue;
    const valueAt = text.indexOf(cookie.value, cookie.start + name.length);
    kept += text.slice(from, valueAt);
    from = valueAt + tilde + 1;
  }
  return kept + text.slice(from);
}
