import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { readScenario } from "../scenario/read.ts";

/** The topology that a file names: the file itself, or that of the scenario which it is. Absolute. */
export async function topologyOf(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => ""); // whoever reads it next tells why it cannot be read
  const isScenario = /^topology\s*:/m.test(text);
  return isScenario ? (await readScenario(file)).topologyFile : resolve(file);
}
