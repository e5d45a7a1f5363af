/** `HTTP/1.` and a digit. */
const prefix = [72, 84, 84, 80, 47, 49, 46];
export const versionBytes = prefix.length + 1;
const texts = Array.from({ length: 10 }, (_, minor) => `HTTP/1.${minor}`);

/** How many bytes from `at` on are those of a version, up to the first that is not. */
export function versionPrefix(bytes: Uint8Array, at: number, length: number): number {
  for (let index = 0; index < prefix.length; index++) {
    if (at + index >= length || bytes[at + index] !== prefix[index]) return index;
  }
  const minor = bytes[at + prefix.length] as number;
  const isThere = at + prefix.length < length && minor >= 48 && minor <= 57;
  return isThere ? versionBytes : prefix.length;
}

export function versionText(minor: number): string {
  return texts[minor] ?? "";
}
