import type { StatsUser } from "../config/haproxy/config.ts";
import type { RequestHead } from "../http/head.ts";

/** HTTP Basic (RFC 7617): true when nobody in particular is asked for, or the request is one of the users'. */
export function isAllowed(head: RequestHead, users: readonly StatsUser[]): boolean {
  if (users.length === 0) return true;
  const value = head.headers.find((header) => header.name === "authorization")?.value ?? "";
  const given = decode(/^basic +([A-Za-z0-9+/=]+)$/i.exec(value)?.[1] ?? "");
  if (given === undefined) return false;
  // All are compared, whoever matches: the time says nothing.
  return users.map(({ name, password }) => isSame(given, `${name}:${password}`)).includes(true);
}

function decode(text: string): string | undefined {
  try {
    return text === "" ? undefined : atob(text);
  } catch {
    return undefined;
  }
}

/** Compares in a time that does not depend on where two texts differ. */
function isSame(given: string, wanted: string): boolean {
  let difference = given.length ^ wanted.length;
  for (let at = 0; at < wanted.length; at++) {
    difference |= (given.charCodeAt(at) || 0) ^ wanted.charCodeAt(at);
  }
  return difference === 0;
}
