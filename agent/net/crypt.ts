import { koffi } from "./libc.ts";

type Crypt = (password: string, setting: string) => string | null;

let crypt: Crypt | undefined;

/** True when crypt(3) makes the same of a password. @throws Error where the system has no libcrypt */
export function passwordFits(encrypted: string, password: string): boolean {
  crypt ??= koffi().load("libcrypt.so.1").func("str crypt(str, str)") as Crypt;
  return crypt(password, encrypted) === encrypted;
}
