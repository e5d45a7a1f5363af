import { readFileSync } from "node:fs";

/** The number of a user or group: passwd(5), group(5); a number stands for itself. Undefined: there is none. */
export function identity(name: string | undefined, list: string): number | undefined {
  if (name === undefined || name === "") return undefined;
  if (/^\d+$/.test(name)) return Number(name);
  const line = readFileSync(list, "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  return line === undefined ? undefined : Number(line.split(":")[2]);
}
