import { readFileSync } from "node:fs";
import { koffi } from "./libc.ts";

const dontNeed = 4; // MADV_DONTNEED

/** What runs seldom or at the beginning has run once by then. */
const againMs = 10_000;

/**
 * Gives back what only the start has touched: the pages of program and libraries, most of Node's own code, and memory that
 * the C library keeps for later. What is needed again is mapped again from the page cache, without reading. Once more a little
 * later: what has just begun is a kind of start, too.
 */
export function releaseStartPages(): void {
  release();
  setTimeout(release, againMs).unref();
}

/** Of files only whole mappings that nobody has written to: madvise(2), proc_pid_smaps(5). Does nothing where the kernel does not tell. */
function release(): void {
  const library = koffi().load(null);
  library.func("int malloc_trim(size_t pad)")(0);
  const madvise = library.func("int madvise(uintptr_t address, size_t bytes, int advice)");
  for (const { start, end } of cleanMappings(readMappings())) madvise(start, end - start, dontNeed);
}

interface Mapping {
  readonly start: number;
  readonly end: number;
}

/** Those of files that this process cannot write to and has no copies of (relocations leave such copies). */
export function cleanMappings(smaps: string): readonly Mapping[] {
  const texts = smaps.split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/);
  return texts.flatMap((text) => {
    const [, start = "", end = ""] = /^([0-9a-f]+)-([0-9a-f]+) r-[x-]p \S+ \S+ \d+ +\//.exec(text) ?? [];
    const written = /^(?:Anonymous|Private_Dirty|Shared_Dirty|Locked): +(\d+)/gm;
    const clean = [...text.matchAll(written)].every(([, kilobytes]) => kilobytes === "0");
    return start !== "" && clean
      ? [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) }]
      : [];
  });
}

function readMappings(): string {
  try {
    return readFileSync("/proc/self/smaps", "utf8");
  } catch {
    return "";
  }
}
