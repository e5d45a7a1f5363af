import { readFileSync } from "node:fs";

/** How many files and connections the system lets this process have open: proc(5). */
export function descriptorLimit(): number {
  try {
    const soft = Number(/^Max open files +(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1]);
    return Number.isFinite(soft) ? soft : 1024;
  } catch {
    return 1024;
  }
}
