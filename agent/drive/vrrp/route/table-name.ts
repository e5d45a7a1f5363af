import { readdirSync, readFileSync } from "node:fs";

const files = ["/etc/iproute2/rt_tables", "/usr/share/iproute2/rt_tables"];
const folder = "/etc/iproute2/rt_tables.d";

/** The number of a routing table by its name on this machine (rt_tables of iproute2); undefined: no such name. */
export function tableNumber(name: string): number | undefined {
  const texts = [...files, ...listed()].map(textOf);
  for (const line of texts.flatMap((text) => text.split("\n"))) {
    const [, number, given] = /^\s*(\d+)\s+(\S+)/.exec(line) ?? [];
    if (given === name) return Number(number);
  }
  return undefined;
}

function listed(): readonly string[] {
  try {
    return readdirSync(folder).map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
