import { lstat, readlink, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bind, type MountEntry } from "./fstab.ts";
import { exists, mountPoint } from "./mount-point.ts";
import { type PresentMount, sameOptions } from "./mount-table.ts";
import { checkout } from "./tree-command.ts";

const devices = ["null", "zero", "full", "random", "urandom", "tty", "net/tun"];
const systemLinks = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

/** A folder of devices of its own: what a daemon makes there (/dev/log) is not seen by other nodes. */
export async function makeDevices(root: string): Promise<MountEntry[]> {
  const links = { fd: "/proc/self/fd", stdin: "fd/0", stdout: "fd/1", stderr: "fd/2", ptmx: "pts/ptmx" };
  await Promise.all(Object.entries(links).map(([name, target]) => symlink(target, join(root, "dev", name))));
  const present = await Promise.all(devices.map((name) => exists(join("/dev", name))));
  const names = devices.filter((_, index) => present[index]);
  await Promise.all(names.map((name) => writeFile(join(root, "dev", name), "")));
  const terminals = {
    source: "devpts",
    target: "/dev/pts",
    type: "devpts",
    options: "newinstance,ptmxmode=0666,mode=620",
  };
  return [...names.map((name) => bind(`/dev/${name}`, `/dev/${name}`, "bind")), terminals];
}

/** Beside /usr: libraries of this machine, read-only; /run is new at each start, as pid files must be. */
export async function shareSystem(root: string, mounts: readonly PresentMount[]): Promise<MountEntry[]> {
  const shared = systemLinks.map(async (name) => {
    const found = await lstat(`/${name}`).catch(() => undefined);
    if (found?.isDirectory()) return [await mountPoint(root, `/${name}`)];
    if (found?.isSymbolicLink()) await symlink(await readlink(`/${name}`), join(root, name));
    return [];
  });
  // Read-only as in containers: nothing in a node changes the machine's devices.
  const sysfs = new Set([...sameOptions(mounts, "/sys"), "ro"]);
  return [
    ...(await Promise.all(shared)).flat(),
    { source: "tmpfs", target: "/run", type: "tmpfs", options: "mode=755" },
    { source: "proc", target: "/proc", type: "proc", options: sameOptions(mounts, "/proc").join(",") },
    { source: "sysfs", target: "/sys", type: "sysfs", options: [...sysfs].join(",") },
    bind(checkout, checkout, "rbind,ro,X-mount.mkdir"),
  ];
}
