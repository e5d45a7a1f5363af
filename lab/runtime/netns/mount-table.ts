import { readFile } from "node:fs/promises";

/** A mount of this machine, as far as new mounts depend on it. */
export interface PresentMount {
  readonly target: string;
  readonly options: readonly string[];
}

/**
 * proc_pid_mountinfo(5): field 5 is the mount point, field 6 holds the options of the mount, the last one those of
 * the file system: either may make it read-only.
 */
export function parseMountTable(text: string): readonly PresentMount[] {
  return text.split("\n").flatMap((line) => {
    const fields = line.split(" ");
    const [, , , , target, own] = fields;
    if (target === undefined || own === undefined) return [];
    const whole = fields.at(-1)?.split(",").includes("ro") ? ["ro"] : [];
    return [{ target: unescaped(target), options: [...own.split(","), ...whole] }];
  });
}

export async function readMountTable(): Promise<readonly PresentMount[]> {
  return parseMountTable(await readFile("/proc/self/mountinfo", "utf8"));
}

/**
 * The options that a read-only bind of `path` must repeat: in a user namespace the kernel refuses a remount that
 * drops one of them (mount_namespaces(7), locked mounts).
 */
export function bindOptions(table: readonly PresentMount[], path: string): readonly string[] {
  const { options } = mountOf(table, path);
  return ["nosuid", "nodev", "noexec"].filter((option) => options.includes(option));
}

/**
 * The options for a new mount of what is mounted at `target` (proc, sysfs): in a user namespace the kernel allows it
 * only as read-only and with the same handling of access times as the one that can be seen.
 */
export function sameOptions(table: readonly PresentMount[], target: string): readonly string[] {
  const { options } = mountOf(table, target);
  const same = ["ro", "noatime", "nodiratime"].filter((option) => options.includes(option));
  const strict = !options.includes("noatime") && !options.includes("relatime");
  return ["nosuid", "nodev", "noexec", ...same, ...(strict ? ["strictatime"] : [])];
}

/** Where other file systems begin below the folder; not those that lie in one of these again. */
export function mountsBelow(table: readonly PresentMount[], folder: string): readonly string[] {
  const inside = [...new Set(table.map(({ target }) => target))].filter((target) => isBelow(target, folder));
  return inside.filter((target) => !inside.some((other) => isBelow(target, other)));
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** The mount that holds the path; of several on one point the last one is on top. */
function mountOf(table: readonly PresentMount[], path: string): PresentMount {
  const none: PresentMount = { target: "", options: ["relatime"] };
  return table.reduce((found, mount) => {
    const holds = mount.target === "/" || path === mount.target || path.startsWith(`${mount.target}/`);
    return holds && mount.target.length >= found.target.length ? mount : found;
  }, none);
}

/** Blanks and backslashes are in octal. */
function unescaped(field: string): string {
  return field.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
