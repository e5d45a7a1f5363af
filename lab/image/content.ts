import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { labError } from "../errors.ts";

/** The root of the sources, without a slash at its end. */
export const checkout = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** What is sent to the engine: all that the Dockerfile copies, and itself. */
const wanted = [
  "Dockerfile",
  "agent",
  "lab/history",
  "lab/image/bin",
  "lab/image/wait.sh",
  "lab/node",
  "lab/probe",
  "lab/runtime/netns/node-reaper.sh",
  "node_modules/@koromix/koffi-linux-*",
  "node_modules/koffi",
  "node_modules/pako",
  "node_modules/node-linux-*/bin/node",
  "package.json",
] as const;

/** What goes into an image, and a digest that changes when any of it does. */
export interface ImageContent {
  /** Relative to the checkout. */
  readonly paths: readonly string[];
  /** Twelve hexadecimal digits. */
  readonly digest: string;
}

/** @throws LabError ERR_IMAGE_BUILD when npm has not brought what nodes need */
export async function imageContent(): Promise<ImageContent> {
  const found = wanted.map((pattern) => globSync(pattern, { cwd: checkout }));
  const absent = wanted.filter((_, index) => found[index]?.length === 0);
  if (absent.length > 0) throw notThere(absent);
  const paths = found.flat().sort();
  const files = paths.flatMap((path) => [path, ...globSync(`${path}/**/*`, { cwd: checkout })]).sort();
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0${await fingerprint(file)}\0`);
  return { paths, digest: hash.digest("hex").slice(0, 12) };
}

/** Packages of npm do not change without their version; their size is enough, and quick. */
async function fingerprint(file: string): Promise<string> {
  const found = await stat(join(checkout, file));
  if (found.isDirectory()) return "";
  if (file.startsWith("node_modules/")) return String(found.size);
  return `${found.mode & 0o111}\0${await readFile(join(checkout, file), "utf8")}`;
}

/** The Debian packages that the Dockerfile names. */
export async function imagePackages(): Promise<readonly string[]> {
  const text = await readFile(join(checkout, "Dockerfile"), "utf8");
  const [, list] = /^ARG PACKAGES="([^"]+)"$/m.exec(text) ?? [];
  if (list === undefined) throw new Error("the Dockerfile has no line ARG PACKAGES");
  return list.split(" ");
}

function notThere(absent: readonly string[]): Error {
  const names = absent.join(", ");
  return labError("ERR_IMAGE_BUILD", {
    fr: `L'image ne peut pas être construite : il manque ${names}. Lancez npm ci sur une machine Linux.`,
    en: `The image cannot be built: ${names} is missing. Run npm ci on a Linux machine.`,
  });
}
