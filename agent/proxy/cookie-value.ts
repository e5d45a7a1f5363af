const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** `NAME=SERVER|LAST|FIRST`: the server, and when the client was last and first seen, in seconds since 1970. */
export interface CookieValue {
  readonly server: string;
  readonly lastSeconds?: number;
  readonly firstSeconds?: number;
}

/** As the original writes dates: units of four seconds in five digits of base 64. */
export function encodeDate(seconds: number): string {
  const quarter = Math.floor(seconds / 4);
  const places = [24, 18, 12, 6, 0];
  return places.map((shift) => digits[(quarter >>> shift) & 63]).join("");
}

function decodeDate(text: string | undefined): number | undefined {
  if (text === undefined || text.length !== 5) return undefined;
  let quarter = 0;
  for (const character of text) {
    const digit = digits.indexOf(character);
    if (digit < 0) return undefined;
    quarter = quarter * 64 + digit;
  }
  return quarter > 0 ? quarter * 4 : undefined;
}

export function decodeCookie(text: string): CookieValue {
  const [server = "", last, first] = text.split("|");
  const [lastSeconds, firstSeconds] = [decodeDate(last), decodeDate(first)];
  return {
    server,
    ...(lastSeconds === undefined ? {} : { lastSeconds }),
    ...(firstSeconds === undefined ? {} : { firstSeconds }),
  };
}
