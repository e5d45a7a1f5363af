import { uptime } from "./info.ts";

/** A process of the master's: itself, or a worker. */
export interface ProcessRow {
  readonly pid: number;
  readonly type: "master" | "worker";
  /** How often the master was told to reload since it began. */
  readonly reloads: number;
  /** Of the master: how often in a row that came to nothing. */
  readonly failed?: number;
  readonly uptimeMs: number;
}

const columnBytes = 16;

/** `show proc`: the processes that serve, and those that still end what they had begun. */
export function processList(
  master: ProcessRow,
  workers: readonly ProcessRow[],
  old: readonly ProcessRow[],
  version: string,
): string {
  const row = (process: ProcessRow): string => line(process, version);
  const head = ["#<PID>", "<type>", "<reloads>", "<uptime>", "<version>"].map(padded).join("").slice(0, -1);
  const leaving = old.length === 0 ? "" : `# old workers\n${old.map(row).join("")}`;
  return `${head}\n${row(master)}# workers\n${workers.map(row).join("")}${leaving}# programs\n\n`;
}

function line({ pid, type, reloads, failed, uptimeMs }: ProcessRow, version: string): string {
  const times = failed === undefined ? String(reloads) : `${reloads} [failed: ${failed}]`;
  const age = uptime(Math.floor(uptimeMs / 1000))
    .replace(" ", "")
    .replace(/^(\d+)d(\d)h/, "$1d0$2h");
  return `${[String(pid), type, times, age].map(padded).join("")}${version}\n`;
}

function padded(text: string): string {
  return text.padEnd(columnBytes);
}
