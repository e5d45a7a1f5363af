import type { FileDraft } from "./draft.ts";

/** A certificate's path: `crt-base` stands before one that is relative. */
export function certificatePath(written: string, { global }: FileDraft): string {
  const { certificateFolder } = global;
  return written.startsWith("/") || certificateFolder === undefined
    ? written
    : `${certificateFolder}/${written}`;
}
