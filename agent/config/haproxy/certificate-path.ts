import { pathFrom } from "./default-path.ts";
import type { LineContext } from "./keyword.ts";

/** A certificate's path: `crt-base` stands before one that is relative. */
export function certificatePath(written: string, context: LineContext): string {
  const { certificateFolder } = context.file.global;
  const isPlain = written.startsWith("/") || certificateFolder === undefined;
  return pathFrom(isPlain ? written : `${certificateFolder}/${written}`, context);
}
