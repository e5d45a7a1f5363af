import { chmod, cp, lstat, mkdir, readdir, readlink, stat, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LabPlan, NodePlan } from "../runtime.ts";
import { hostsText, withUsers } from "./etc.ts";
import { bind, formatFstab, type MountEntry } from "./fstab.ts";
import type { LabRoot } from "./lab-root.ts";

/** The checkout: bound into every node at its own path, so that its TypeScript runs there. */
const checkout = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** The node's commands, and the run time for them. */
const commandFolder = "/opt/bascule/bin";
/** The node's PID 1. */
export const reaper = "/opt/bascule/init";
const reaperScript = new URL("./node-reaper.sh", import.meta.url);
export const nodePath = [
  commandFolder,
  join(checkout, "node_modules/.bin"),
  "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
].join(":");

const ownFolders = [
  "dev/net",
  "dev/pts",
  "dev/shm",
  "etc",
  "home",
  "mnt",
  "opt/bascule/bin",
  "proc",
  "root",
  "run",
  "srv",
  "sys",
  "tmp",
  "usr",
];
const varFolders = ["cache", "lib/haproxy", "lib/misc", "log", "mail", "spool", "tmp"].map(
  (name) => `var/${name}`,
);
const copiedEtc = [
  "bash.bashrc",
  "host.conf",
  "iproute2",
  "ld.so.cache",
  "ld.so.conf",
  "ld.so.conf.d",
  "localtime",
  "login.defs",
  "nsswitch.conf",
  "profile",
  "protocols",
  "services",
];
const devices = ["null", "zero", "full", "random", "urandom", "tty", "net/tun"];
const systemLinks = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

/** Where a node's own files are, inside the lab. */
export interface NodeTree {
  readonly root: string;
  readonly fstab: string;
}

/**
 * Makes a node's root file system on the lab's tmpfs: its own /etc, /dev, /var, /tmp and copies of what is mounted
 * read-only; and the fstab that completes it with what it shares with this machine. The files outlive the node.
 */
export async function makeTree(lab: LabRoot, node: NodePlan, plan: LabPlan): Promise<NodeTree> {
  const tree = { root: join(lab.folder, node.name, "tree"), fstab: join(lab.folder, node.name, "fstab") };
  const outside = (path: string) => join(lab.outside, path.slice(lab.folder.length));
  const root = outside(tree.root);
  await Promise.all(
    [...ownFolders, ...varFolders].map((folder) => mkdir(join(root, folder), { recursive: true })),
  );
  await Promise.all([
    chmod(join(root, "tmp"), 0o1777),
    chmod(join(root, "var/tmp"), 0o1777),
    chmod(join(root, "dev/shm"), 0o1777),
  ]);
  const parts = await Promise.all([
    makeEtc(root, node, plan),
    makeDevices(root),
    shareSystem(root),
    makeCommands(root, node),
    shareMounts(node, tree.root, outside),
  ]);
  const inside = parts.flat().map((entry) => ({ ...entry, target: join(tree.root, entry.target) }));
  await writeFile(outside(tree.fstab), formatFstab([bind(tree.root, tree.root, "bind"), ...inside]));
  return tree;
}

async function makeEtc(root: string, { name }: NodePlan, plan: LabPlan): Promise<MountEntry[]> {
  const etc = join(root, "etc");
  const copies = copiedEtc.map(async (file) => {
    if (await exists(join("/etc", file)))
      await cp(join("/etc", file), join(etc, file), { recursive: true, dereference: true });
  });
  const texts = { hosts: hostsText(plan), hostname: `${name}\n`, "resolv.conf": "", ...(await withUsers()) };
  const files = Object.entries(texts).map(([file, content]) => writeFile(join(etc, file), content));
  await Promise.all([...copies, ...files, symlink("/proc/self/mounts", join(etc, "mtab"))]);
  return (await exists("/etc/alternatives")) ? [await mountPoint(root, "/etc/alternatives")] : [];
}

async function makeDevices(root: string): Promise<MountEntry[]> {
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

/** Programs and libraries are this machine's, read-only; /run is new at each start, as pid files must be. */
async function shareSystem(root: string): Promise<MountEntry[]> {
  const shared = systemLinks.map(async (name) => {
    const found = await lstat(`/${name}`).catch(() => undefined);
    if (found?.isDirectory()) return [await mountPoint(root, `/${name}`)];
    if (found?.isSymbolicLink()) await symlink(await readlink(`/${name}`), join(root, name));
    return [];
  });
  return [
    bind("/usr", "/usr", "rbind,ro"),
    ...(await Promise.all(shared)).flat(),
    { source: "tmpfs", target: "/run", type: "tmpfs", options: "mode=755" },
    { source: "proc", target: "/proc", type: "proc", options: "nosuid,nodev,noexec" },
    { source: "sysfs", target: "/sys", type: "sysfs", options: "nosuid,nodev,noexec" },
    bind(checkout, checkout, "rbind,ro,X-mount.mkdir"),
  ];
}

/** Our programs are TypeScript and get a line that starts them; others are linked to. */
async function makeCommands(root: string, { commands }: NodePlan): Promise<MountEntry[]> {
  const runTime = join(commandFolder, "node");
  const made = Object.entries(commands).map(([name, file]) => {
    const at = join(root, commandFolder, name);
    if (!/\.[jt]s$/.test(file)) return symlink(file, at);
    return writeFile(at, `#!/bin/sh\nexec ${runTime} ${quoted(file)} "$@"\n`, { mode: 0o755 });
  });
  const init = cp(reaperScript, join(root, reaper)).then(() => chmod(join(root, reaper), 0o755));
  await Promise.all([...made, init, writeFile(join(root, runTime), "")]);
  return [bind(process.execPath, runTime)];
}

/**
 * Read-only mounts are copied: root owns the copy, as keepalived demands of its scripts, and nobody else may write
 * there. The others are the machine's own files.
 */
function shareMounts(
  { mounts }: NodePlan,
  tree: string,
  outside: (path: string) => string,
): Promise<MountEntry[]> {
  const entries = mounts.map(async ({ source, target, readOnly }, index): Promise<MountEntry> => {
    await mountPoint(outside(tree), target, source);
    if (!readOnly) return bind(source, target, "rbind,X-mount.mkdir");
    const copy = join(dirname(tree), `mount-${index}`, basename(target));
    await cp(source, outside(copy), { recursive: true, dereference: true });
    await closeToOthers(outside(copy));
    return bind(copy, target, "bind,ro,X-mount.mkdir");
  });
  return Promise.all(entries);
}

/** chmod -R go-w */
async function closeToOthers(path: string): Promise<void> {
  const { mode } = await stat(path);
  await chmod(path, mode & 0o7755);
  const names = (mode & 0o170000) === 0o040000 ? await readdir(path) : [];
  await Promise.all(names.map((name) => closeToOthers(join(path, name))));
}

/** Makes an empty folder or file below `root` to mount `source` on. */
async function mountPoint(root: string, target: string, source = target): Promise<MountEntry> {
  const at = join(root, target);
  if ((await stat(source)).isDirectory()) await mkdir(at, { recursive: true });
  else {
    await mkdir(dirname(at), { recursive: true });
    if (!(await exists(at))) await writeFile(at, "");
  }
  return bind(source, target);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
