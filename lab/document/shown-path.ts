import { relative, resolve } from "node:path";

/** A path as people are shown it: relative to the working directory when it lies below it, else absolute. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? resolve(path) : near;
}
