import type { Authentication } from "./advert-fields.ts";
import type { VrrpSettings } from "./state.ts";

/** Eight bytes, zeros behind a shorter password: RFC 2338 §5.3.10. */
export function passwordBytes(password: string): Uint8Array {
  const bytes = new Uint8Array(8);
  bytes.set(new TextEncoder().encode(password).subarray(0, bytes.length));
  return bytes;
}

/** What is wrong with the authentication of an advert of version 2, in the original's words. */
export function passwordTrouble(received: Authentication, { auth }: VrrpSettings): string | undefined {
  const expected = auth === undefined ? "none" : "pass";
  if (received.type !== expected) return `received a ${received.type} auth, expecting ${expected}!`;
  if (received.type !== "pass" || auth === undefined) return undefined;
  const password = passwordBytes(auth.password);
  // Version 2 over IPv6 carries none.
  const same = received.password.every((byte, index) => byte === password[index]);
  return same ? undefined : "received an invalid passwd!";
}
