import { readFile, statfs } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Examination, Finding } from "./examination.ts";

/** What the machine has to give. */
export interface Room {
  readonly processors: number;
  readonly memoryMib: number;
  /** Where the results are kept. */
  readonly diskMib: number;
}

/** The exercise takes about 300 MiB with our programs; with fewer than two processors the probes starve. */
const wanted: Room = { processors: 2, memoryMib: 512, diskMib: 500 };

/** Processors, memory and disk: a machine that is too small makes measurements void. */
export const room: Examination = {
  title: { fr: "Place", en: "Room" },
  async examine() {
    const { bavail, bsize } = await statfs(process.cwd());
    const diskMib = Math.floor((bavail * bsize) / 2 ** 20);
    return describeRoom({ processors: availableParallelism(), memoryMib: await freeMib(), diskMib });
  },
};

export function describeRoom(has: Room): Finding {
  const { processors, memoryMib, diskMib } = has;
  const found = {
    fr: `${processors} processeur(s), ${memoryMib} Mio de mémoire libre, ${diskMib} Mio libres dans ce dossier`,
    en: `${processors} processor(s), ${memoryMib} MiB of free memory, ${diskMib} MiB free in this folder`,
  };
  if (processors >= wanted.processors && memoryMib >= wanted.memoryMib && diskMib >= wanted.diskMib)
    return { state: "ok", found };
  return {
    state: "limited",
    found,
    means: {
      fr: `Le labo se mesure bien avec ${wanted.processors} processeurs, ${wanted.memoryMib} Mio de mémoire et ${wanted.diskMib} Mio de disque ; avec moins, des essais seront nuls ou des résultats perdus.`,
      en: `The lab measures well with ${wanted.processors} processors, ${wanted.memoryMib} MiB of memory and ${wanted.diskMib} MiB of disk; with less, trials will be void or results lost.`,
    },
    remedy: {
      fr: "Fermez d'autres programmes, agrandissez la machine virtuelle, ou gardez les résultats ailleurs : --results DOSSIER",
      en: "Close other programs, enlarge the virtual machine, or keep the results elsewhere: --results FOLDER",
    },
  };
}

/** proc_meminfo(5): what new programs can have without swapping. */
async function freeMib(): Promise<number> {
  const [, kib = "0"] =
    /^MemAvailable:\s+(\d+) kB$/m.exec(await readFile("/proc/meminfo", "utf8").catch(() => "")) ?? [];
  return Math.floor(Number(kib) / 1024);
}
