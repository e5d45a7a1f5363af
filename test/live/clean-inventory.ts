import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** All that a lab could leave on a machine. */
export interface Inventory {
  readonly processes: readonly string[];
  readonly namespaces: readonly string[];
  readonly interfaces: readonly string[];
  readonly mounts: readonly string[];
  readonly files: readonly string[];
}

/** The kernel takes a container's mounts out of every namespace when its engine removes their folders. */
const ofEngine = /^\S+ \S+ \S+ \S+ \S+\/(?:overlay2|containers|netns)\//;

/** What the machine has at this moment; zombies that wait for their parent are not counted, nor is this process. */
function takeInventory(): Inventory {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  return {
    processes: pids.flatMap(describe).sort(),
    namespaces: [...new Set(pids.flatMap(namespacesOf))].sort(),
    interfaces: readdirSync("/sys/class/net").sort(),
    mounts: readFileSync("/proc/self/mountinfo", "utf8")
      .trim()
      .split("\n")
      .filter((line) => !ofEngine.test(line)),
    files: execFileSync("find", ["/run", "/mnt", "-path", "*bascule*"], {
      encoding: "utf8",
    })
      .trim()
      .split("\n"),
  };
}

function describe(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    if (stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z")) return [];
    return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").slice(0, 80)}`];
  } catch {
    return []; // it has just ended
  }
}

function namespacesOf(pid: string): string[] {
  try {
    return ["mnt", "net", "pid", "uts", "ipc"].map((kind) => readlinkSync(`/proc/${pid}/ns/${kind}`));
  } catch {
    return [];
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(JSON.stringify(takeInventory()));
