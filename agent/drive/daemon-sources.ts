import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../base/message-of.ts";
import type { Text } from "../base/text.ts";
import type { SourceText } from "../config/haproxy/read-file.ts";
import { noSources, unreadable } from "./daemon-text.ts";

/** The files of `-f`, read; or what is told of the one that cannot be. */
export type Sources =
  | { readonly kind: "read"; readonly sources: readonly SourceText[] }
  | { readonly kind: "unreadable"; readonly text: Text };

/** Reads files, and of folders what ends with `.cfg`, in the order of its bytes; hidden files do not count. */
export function readSources(paths: readonly string[]): Sources {
  const sources: SourceText[] = [];
  let current = "";
  try {
    for (const path of paths) {
      current = path;
      const files = statSync(path).isDirectory() ? configurationsIn(path) : [path];
      for (const file of files) {
        current = file;
        sources.push({ file, text: readFileSync(file, "latin1") });
      }
    }
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? messageOf(error);
    return { kind: "unreadable", text: unreadable(current, reason) };
  }
  if (sources.length === 0) return { kind: "unreadable", text: noSources(paths.join(", ")) };
  return { kind: "read", sources };
}

function configurationsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".cfg") && !name.startsWith("."))
    .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}
